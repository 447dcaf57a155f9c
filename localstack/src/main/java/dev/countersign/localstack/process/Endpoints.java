package dev.countersign.localstack.process;

import java.net.URI;
import java.util.Map;

/** Where the services of a local cloud are reached, all on 127.0.0.1. */
public record Endpoints(
    URI dynamoDb, URI secretsManager, URI mail, URI s3, URI lambda, URI stepFunctions, URI api) {

  /**
   * The AWS SDK's own variables that lead its clients here. A service that is not here leads to a
   * port where nobody listens, never to AWS.
   */
  public Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL", "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString(),
        "AWS_ENDPOINT_URL_LAMBDA", lambda.toString(),
        "AWS_ENDPOINT_URL_S3", s3.toString(),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager.toString(),
        "AWS_ENDPOINT_URL_SESV2", mail.toString(),
        "AWS_ENDPOINT_URL_SFN", stepFunctions.toString());
  }
}
