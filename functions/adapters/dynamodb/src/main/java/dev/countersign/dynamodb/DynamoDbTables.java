package dev.countersign.dynamodb;

import dev.countersign.dynamodb.TableNames.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Makes the tables for the local cloud and for tests. On AWS the deployment makes them. */
public final class DynamoDbTables {

  private final DynamoDbClient client;
  private final TableNames tables;

  private DynamoDbTables(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.tables = tables;
  }

  /** Makes those of the six tables that are not there yet. */
  public static void create(DynamoDbClient client, TableNames tables) {
    DynamoDbTables all = new DynamoDbTables(client, tables);
    all.createEvidence();
    all.createOpen();
    if (all.create(all.keyed(Table.ANSWERS, AnswersTable.OPERATION).build())) {
      all.expire(Table.ANSWERS, AnswersTable.EXPIRES);
    }
    all.create(all.keyed(Table.CATALOGUE, DynamoDbCatalogues.CONNECTION).build());
    all.create(all.keyed(Table.POLICY, PolicyTable.VERSION).build());
    for (Table table : List.of(Table.APPROVALS, Table.AUDITS)) {
      if (all.create(all.keyed(table, ApprovalsTable.KEY).build())) {
        all.expire(table, ApprovalsTable.EXPIRES);
      }
    }
  }

  private void createOpen() {
    create(
        CreateTableRequest.builder()
            .tableName(tables.of(Table.OPEN))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                text(OpenTable.OPERATION), text(OpenTable.SHARD), text(OpenTable.LOOK_AT))
            .keySchema(element(OpenTable.OPERATION, KeyType.HASH))
            .globalSecondaryIndexes(index(OpenTable.INDEX, OpenTable.SHARD, OpenTable.LOOK_AT))
            .build());
  }

  private static GlobalSecondaryIndex index(String name, String partition, String order) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(element(partition, KeyType.HASH), element(order, KeyType.RANGE))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static GlobalSecondaryIndex listing(String name, String attribute) {
    return index(name, attribute, EvidenceTable.INDEX_ORDER).toBuilder()
        .projection(projection ->
            projection
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(EvidenceTable.INDEX_PROJECTION))
        .build();
  }

  private void createEvidence() {
    TreeSet<String> attributes = new TreeSet<>(EvidenceTable.INDEXES.values());
    attributes.addAll(
        List.of(EvidenceTable.PARTITION, EvidenceTable.KIND, EvidenceTable.INDEX_ORDER));
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    EvidenceTable.INDEXES.forEach((name, attribute) -> indexes.add(listing(name, attribute)));
    create(
        CreateTableRequest.builder()
            .tableName(tables.of(Table.EVIDENCE))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes.stream().map(DynamoDbTables::text).toList())
            .keySchema(
                element(EvidenceTable.PARTITION, KeyType.HASH),
                element(EvidenceTable.KIND, KeyType.RANGE))
            .globalSecondaryIndexes(indexes)
            .build());
  }

  private CreateTableRequest.Builder keyed(Table table, String key) {
    return CreateTableRequest.builder()
        .tableName(tables.of(table))
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(text(key))
        .keySchema(element(key, KeyType.HASH));
  }

  private boolean create(CreateTableRequest request) {
    try {
      client.createTable(request);
      return true;
    } catch (ResourceInUseException alreadyThere) {
      return false;
    }
  }

  private void expire(Table table, String attribute) {
    client.updateTimeToLive(update ->
        update
            .tableName(tables.of(table))
            .timeToLiveSpecification(time -> time.enabled(true).attributeName(attribute)));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
