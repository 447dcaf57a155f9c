package dev.countersign.lambda;

import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * Invokes the execution function, waiting for it or not. The payload is the operation's id and
 * nothing else. The SDK's retries are off: after a read time-out they would invoke again.
 *
 * <p>Source: AWS Lambda API reference, Invoke.
 */
public final class LambdaExecutionDoor implements ExecutionDoor {

  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * The socket outlives every patience that a caller may have, so that only the call's own time-out
   * ends it.
   */
  private static final Duration SOCKET = Duration.ofSeconds(29);

  /** How long Lambda may take to queue an event. */
  private static final Duration HANDING_OVER = Duration.ofSeconds(3);

  private final LambdaClient client;
  private final String function;

  /**
   * A door to this function.
   *
   * @param client a client without retries, such as {@link #newClient()} makes
   * @param function the function's name or the ARN of its alias
   */
  public LambdaExecutionDoor(LambdaClient client, String function) {
    this.client = client;
    this.function = function;
  }

  /** A client without retries, configured by the SDK's own environment variables. */
  public static LambdaClient newClient() {
    return LambdaClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(SOCKET))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public Knock execute(OperationId operation, Duration patience) {
    InvokeRequest request =
        InvokeRequest.builder()
            .functionName(function)
            .invocationType(InvocationType.REQUEST_RESPONSE)
            .payload(event("execute", operation))
            .overrideConfiguration(configuration -> configuration.apiCallTimeout(patience))
            .build();
    try {
      // Whether the function failed makes no difference here: what became of it, the evidence says.
      client.invoke(request);
      return Knock.ENDED;
    } catch (LambdaException e) {
      return e.statusCode() == TOO_MANY_REQUESTS ? Knock.BUSY : Knock.NOT_ENDED;
    } catch (SdkException e) {
      // The time is over, or the line broke: the function may go on all the same.
      return Knock.NOT_ENDED;
    }
  }

  @Override
  public boolean executeLater(OperationId operation) {
    return later(event("execute", operation));
  }

  @Override
  public boolean settleLater(OperationId operation) {
    return later(event("settle", operation));
  }

  private boolean later(SdkBytes event) {
    InvokeRequest request =
        InvokeRequest.builder()
            .functionName(function)
            .invocationType(InvocationType.EVENT)
            .payload(event)
            .overrideConfiguration(configuration -> configuration.apiCallTimeout(HANDING_OVER))
            .build();
    try {
      client.invoke(request);
      return true;
    } catch (SdkException e) {
      // It may have been taken all the same; whoever asked looks at the evidence again.
      return false;
    }
  }

  private static SdkBytes event(String entry, OperationId operation) {
    return SdkBytes.fromUtf8String(
        "{\"entry\":\"" + entry + "\",\"operationId\":\"" + operation.text() + "\"}");
  }
}
