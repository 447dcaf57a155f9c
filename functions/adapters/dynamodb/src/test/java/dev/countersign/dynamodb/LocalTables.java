package dev.countersign.dynamodb;

import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** DynamoDB Local for all tests of this process, which it ends with, and fresh tables for each. */
final class LocalTables {

  private static final DynamoDbLocal LOCAL = start();

  private LocalTables() {}

  private static DynamoDbLocal start() {
    try {
      return DynamoDbLocal.inMemory();
    } catch (IOException e) {
      throw new IllegalStateException("dynamodb local did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while dynamodb local started", e);
    }
  }

  /** Six new tables. */
  static TableNames create() {
    TableNames tables = TableNames.prefixed(UUID.randomUUID() + "-");
    DynamoDbTables.create(patient(), tables);
    return tables;
  }

  /** A client without time-outs, for what is not about them: a busy machine makes tables slowly. */
  static DynamoDbClient patient() {
    return patient(LOCAL.endpoint());
  }

  /** A client of another DynamoDB without time-outs. */
  static DynamoDbClient patient(URI endpoint) {
    return builder(endpoint, UrlConnectionHttpClient.create()).build();
  }

  /** A client that tries once, as the log wants it. */
  static DynamoDbClient tryingOnce() {
    return tryingOnce(UrlConnectionHttpClient.create());
  }

  /** A client that tries once, by this way. */
  static DynamoDbClient tryingOnce(SdkHttpClient http) {
    return tryingOnce(LOCAL.endpoint(), http);
  }

  /** A client of another DynamoDB that tries once. */
  static DynamoDbClient tryingOnce(URI endpoint, SdkHttpClient http) {
    return builder(endpoint, http)
        .overrideConfiguration(DynamoDbClients.limits(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static DynamoDbClientBuilder builder(URI endpoint, SdkHttpClient http) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(http);
  }
}
