package dev.countersign.localstack.process;

import dev.countersign.operation.OperationId;
import dev.countersign.s3.S3ResultLinks;
import dev.countersign.s3.S3ResultStore;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Calls each service once with clients that are told nothing but what the environment says. */
final class EndpointProbe {

  private static final ClientOverrideConfiguration ONCE =
      ClientOverrideConfiguration.builder()
          .retryStrategy(DefaultRetryStrategy.doNotRetry())
          .build();

  private EndpointProbe() {}

  public static void main(String[] arguments) {
    attempt(() ->
        DynamoDbClient.builder()
            .overrideConfiguration(ONCE)
            .httpClient(UrlConnectionHttpClient.create())
            .build()
            .listTables());
    attempt(() ->
        LambdaClient.builder()
            .overrideConfiguration(ONCE)
            .httpClient(UrlConnectionHttpClient.create())
            .build()
            .invoke(call -> call.functionName("f").payload(SdkBytes.fromUtf8String("{}"))));
    attempt(() ->
        SecretsManagerClient.builder()
            .overrideConfiguration(ONCE)
            .httpClient(UrlConnectionHttpClient.create())
            .build()
            .getSecretValue(call -> call.secretId("s")));
    attempt(() ->
        SesV2Client.builder()
            .overrideConfiguration(ONCE)
            .httpClient(UrlConnectionHttpClient.create())
            .build()
            .sendEmail(call -> call.fromEmailAddress("a@a.example")));
    attempt(() ->
        SfnClient.builder()
            .overrideConfiguration(ONCE)
            .httpClient(UrlConnectionHttpClient.create())
            .build()
            .listStateMachines());
    attempt(() ->
        S3ResultStore.newClient()
            .createMultipartUpload(call -> call.bucket("results").key("rows")));
    requireLinksHere();
  }

  /** A link is made without a call, so its address is all there is to see. */
  private static void requireLinksHere() {
    String link =
        new S3ResultLinks(S3ResultLinks.newPresigner(), "results")
            .to(new OperationId("op-0123456789abcdef0123456789abcdef"))
            .url()
            .toString();
    if (!link.startsWith(System.getenv("AWS_ENDPOINT_URL_S3") + "/results/")) {
      throw new IllegalStateException("a link leads elsewhere");
    }
  }

  /** The answers are of no service at all; only where the calls went matters. */
  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      System.out.println(e.getMessage());
    }
  }
}
