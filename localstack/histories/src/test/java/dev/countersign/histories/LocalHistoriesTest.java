package dev.countersign.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.dynamodb.DynamoDbTables;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A few of the same histories against DynamoDB Local itself. */
class LocalHistoriesTest {

  @Test
  void noHistoryBreaksARuleOnDynamoDbLocal() throws Exception {
    int histories = Integer.getInteger("countersign.histories.local", 100);
    long seed = Long.getLong("countersign.seed", 1);
    Coverage coverage = new Coverage(true);
    try (DynamoDbLocal local = DynamoDbLocal.inMemory();
        DynamoDbClient client = client(local)) {
      Optional<Explorer.Found> found =
          new Explorer(() -> emptyTables(client), Plant.NONE).explore(seed, histories, coverage);
      System.out.printf(
          "%,d histories on DynamoDB Local from seed %d%n", coverage.of("histories"), seed);
      assertThat(found.map(Explorer.Found::story)).isEmpty();
    }
  }

  private static Store emptyTables(DynamoDbClient client) {
    TableNames tables = TableNames.prefixed(UUID.randomUUID() + "-");
    DynamoDbTables.create(client, tables);
    return new Store(client, tables);
  }

  private static DynamoDbClient client(DynamoDbLocal local) {
    return DynamoDbClient.builder()
        .endpointOverride(local.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
