package dev.countersign.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Clients of DynamoDB with short time-outs, configured by the SDK's own environment variables: 1 s
 * to connect, 3 s for one attempt, 8 s for a call.
 */
public final class DynamoDbClients {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(8);
  private static final int ATTEMPTS = 3;

  private DynamoDbClients() {}

  /** A client that tries three times: for everything that may be repeated without a thought. */
  public static DynamoDbClient repeating() {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
        .overrideConfiguration(
            limits(
                AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build()))
        .build();
  }

  /** A client that tries once: for the evidence log, which must know of every attempt. */
  public static DynamoDbClient tryingOnce() {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
        .overrideConfiguration(limits(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  static ClientOverrideConfiguration limits(RetryStrategy retries) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(retries)
        .apiCallAttemptTimeout(ATTEMPT)
        .apiCallTimeout(CALL)
        .build();
  }
}
