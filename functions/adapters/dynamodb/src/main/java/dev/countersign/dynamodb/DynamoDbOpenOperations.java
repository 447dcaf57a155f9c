package dev.countersign.dynamodb;

import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.OpenOperations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The list of open operations in the table {@code open}. It is written by {@link
 * DynamoDbEvidenceLog}; here it is read, by an index that may lag for a moment.
 */
public final class DynamoDbOpenOperations implements OpenOperations {

  private final DynamoDbClient client;
  private final String table;

  /**
   * The list in these tables.
   *
   * @param client a client that may try again: all that is done here may be done twice
   */
  public DynamoDbOpenOperations(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.table = tables.of(Table.OPEN);
  }

  @Override
  public List<Listed> due(Instant now, int limit) {
    return answered(
        "list what is open",
        () ->
            OpenTable.shards()
                .flatMap(shard -> due(shard, now, limit))
                .sorted(Comparator.comparing(Listed::lookAt))
                .limit(limit)
                .toList());
  }

  /** One page is enough: with so small items it holds as many as are asked for. */
  private Stream<Listed> due(AttributeValue shard, Instant now, int limit) {
    return client
        .query(query ->
            query
                .tableName(table)
                .indexName(OpenTable.INDEX)
                .keyConditionExpression("#shard = :shard and #look <= :now")
                .expressionAttributeNames(
                    Map.of("#shard", OpenTable.SHARD, "#look", OpenTable.LOOK_AT))
                .expressionAttributeValues(Map.of(":shard", shard, ":now", OpenTable.lookAt(now)))
                .limit(limit))
        .items()
        .stream()
        .map(OpenTable::listed);
  }

  @Override
  public void putOff(Listed listed, Instant lookAt) {
    answered(
        "put a look off",
        () -> {
          try {
            return client.updateItem(update ->
                update
                    .tableName(table)
                    .key(OpenTable.key(listed.operation()))
                    .updateExpression("set #look = :next")
                    .conditionExpression("#look = :seen")
                    .expressionAttributeNames(Map.of("#look", OpenTable.LOOK_AT))
                    .expressionAttributeValues(
                        Map.of(
                            ":next", OpenTable.lookAt(lookAt),
                            ":seen", OpenTable.lookAt(listed.lookAt()))));
          } catch (ConditionalCheckFailedException changed) {
            // It is closed, or due at another time by now: that stands.
            return changed;
          }
        });
  }

  @Override
  public void remove(OperationId operation) {
    answered(
        "take an operation off the list",
        () -> client.deleteItem(delete -> delete.tableName(table).key(OpenTable.key(operation))));
  }

  private static <T> T answered(String call, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new EvidenceUnavailable(call, e);
    }
  }
}
