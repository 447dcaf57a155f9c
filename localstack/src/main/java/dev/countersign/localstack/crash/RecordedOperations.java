package dev.countersign.localstack.crash;

import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Duty;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.StoredAnswer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The store, read from outside the plane. */
final class RecordedOperations implements AutoCloseable {

  private static final TableNames TABLES = TableNames.prefixed("");
  private static final String INTAKE = Duty.INTAKE.key() + "#";

  private final DynamoDbClient client;
  private final DynamoDbEvidenceLog log;

  RecordedOperations(URI store) {
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(store)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("observer", "local")))
            .overrideConfiguration(
                configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    this.log = new DynamoDbEvidenceLog(client, TABLES, InstantSource.system());
  }

  CaseFile open(OperationId operation) {
    return CaseFile.replay(operation, log.read(operation));
  }

  boolean has(EvidenceKind kind, OperationId operation) {
    return log.find(kind.key(operation)).isPresent();
  }

  /** Every operation of which a request is recorded. */
  List<OperationId> all() {
    ScanRequest requests =
        ScanRequest.builder()
            .tableName(TABLES.of(TableNames.Table.EVIDENCE))
            .consistentRead(true)
            .filterExpression("kind = :requested")
            .expressionAttributeValues(
                Map.of(":requested", AttributeValue.fromS(EvidenceKind.REQUESTED.word())))
            .projectionExpression("#partition")
            .expressionAttributeNames(Map.of("#partition", "partition"))
            .build();
    return client.scanPaginator(requests).items().stream()
        .map(item -> item.getOrDefault("partition", AttributeValue.fromS("")).s())
        .map(partition -> new OperationId(partition.substring(INTAKE.length())))
        .sorted()
        .toList();
  }

  Observed observe(OperationId operation) {
    return new Observed(
        operation, open(operation), log.answer(operation).map(StoredAnswer::digest));
  }

  Optional<StoredAnswer> answer(OperationId operation) {
    return log.answer(operation);
  }

  List<Observed> observeAll() {
    return all().stream().map(this::observe).toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
