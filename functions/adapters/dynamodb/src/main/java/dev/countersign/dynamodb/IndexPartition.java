package dev.countersign.dynamodb;

import dev.countersign.record.ListedOperation;
import dev.countersign.record.Listing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** One partition of an index, read a little at a time. */
final class IndexPartition {

  private final DynamoDbClient client;
  private final QueryRequest first;
  private final Deque<ListedOperation> read = new ArrayDeque<>();
  private Map<String, AttributeValue> next = Map.of();
  private boolean begun;

  IndexPartition(
      DynamoDbClient client,
      String table,
      String index,
      String attribute,
      String value,
      String low,
      String high,
      boolean forward,
      int limit) {
    this.client = client;
    this.first =
        QueryRequest.builder()
            .tableName(table)
            .indexName(index)
            .keyConditionExpression("#partition = :partition and #order between :low and :high")
            .expressionAttributeNames(
                Map.of("#partition", attribute, "#order", EvidenceTable.INDEX_ORDER))
            .expressionAttributeValues(
                Map.of(
                    ":partition", AttributeValue.fromS(value),
                    ":low", AttributeValue.fromS(low),
                    ":high", AttributeValue.fromS(high)))
            .scanIndexForward(forward)
            .limit(limit)
            .build();
  }

  /** Whether only the store can say what comes next. */
  boolean mustRead() {
    return read.isEmpty() && (!begun || !next.isEmpty());
  }

  /** Reads on, and says how many items the store looked at. */
  int read() {
    QueryRequest request = begun ? first.toBuilder().exclusiveStartKey(next).build() : first;
    QueryResponse response = client.query(request);
    begun = true;
    next = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of();
    response.items().forEach(item -> read.add(operation(item)));
    return response.scannedCount();
  }

  /** What comes next of what was read. */
  Optional<ListedOperation> head() {
    return Optional.ofNullable(read.peek());
  }

  ListedOperation take() {
    return read.remove();
  }

  private static ListedOperation operation(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(Listing.OPERATION))
        .map(AttributeValue::s)
        .map(ListedOperation::read)
        .orElseThrow(() -> new IllegalStateException("an index holds what no list can show"));
  }
}
