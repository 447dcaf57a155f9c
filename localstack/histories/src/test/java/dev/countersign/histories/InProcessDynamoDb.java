package dev.countersign.histories;

import dev.countersign.dynamodb.TableNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * As much of DynamoDB as the adapter uses, in memory: put, get, query of one partition, and
 * transactions of puts and checks under a client token. It holds the same contract suite as
 * DynamoDB Local; whatever else is asked of it, it refuses. A token is known for ever, not for ten
 * minutes.
 */
final class InProcessDynamoDb implements DynamoDbClient {

  /** The tables, under their own names. */
  static final TableNames TABLES = TableNames.prefixed("");

  private static final String EVIDENCE = TABLES.of(TableNames.Table.EVIDENCE);
  private static final String ANSWERS = TABLES.of(TableNames.Table.ANSWERS);
  private static final String APPROVALS = TABLES.of(TableNames.Table.APPROVALS);

  private static final DynamoDbServiceClientConfiguration TRIES_ONCE = triesOnce();

  private record Place(String table, String partition, String sort) {}

  private final Map<String, NavigableMap<String, Map<String, AttributeValue>>> partitions =
      new HashMap<>();
  private final Map<String, TransactWriteItemsRequest> tokens = new HashMap<>();

  private static DynamoDbServiceClientConfiguration triesOnce() {
    DynamoDbServiceClientConfiguration.Builder builder =
        DynamoDbServiceClientConfiguration.builder();
    builder.overrideConfiguration(
        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    return builder.build();
  }

  @Override
  public String serviceName() {
    return DynamoDbClient.SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return TRIES_ONCE;
  }

  @Override
  public synchronized GetItemResponse getItem(GetItemRequest request) {
    require(Boolean.TRUE.equals(request.consistentRead()), "a read that is not consistent");
    return GetItemResponse.builder()
        .item(find(place(request.tableName(), request.key())).orElse(null))
        .build();
  }

  @Override
  public synchronized QueryResponse query(QueryRequest request) {
    require(
        Boolean.TRUE.equals(request.consistentRead())
            && Objects.equals(request.keyConditionExpression(), "#partition = :partition")
            && Objects.equals(request.expressionAttributeNames(), Map.of("#partition", "partition"))
            && request.indexName() == null
            && request.filterExpression() == null,
        "a query of another kind");
    String partition = text(request.expressionAttributeValues(), ":partition");
    NavigableMap<String, Map<String, AttributeValue>> items =
        partitions.getOrDefault(request.tableName() + "/" + partition, new TreeMap<>());
    return QueryResponse.builder().items(List.copyOf(items.values())).build();
  }

  @Override
  public synchronized PutItemResponse putItem(PutItemRequest request) {
    Place place = place(request.tableName(), request.item());
    if (!holds(request.conditionExpression(), request.expressionAttributeNames(), place)) {
      require(
          request.returnValuesOnConditionCheckFailure()
              == ReturnValuesOnConditionCheckFailure.ALL_OLD,
          "a condition that does not give the old item");
      throw ConditionalCheckFailedException.builder()
          .message("the condition does not hold")
          .item(find(place).orElse(Map.of()))
          .build();
    }
    store(place, request.item());
    return PutItemResponse.builder().build();
  }

  @Override
  public synchronized TransactWriteItemsResponse transactWriteItems(
      TransactWriteItemsRequest request) {
    TransactWriteItemsRequest earlier = tokens.get(request.clientRequestToken());
    if (earlier != null) {
      if (!earlier.equals(request)) {
        throw IdempotentParameterMismatchException.builder().message("another request").build();
      }
      return TransactWriteItemsResponse.builder().build();
    }
    List<CancellationReason> reasons = new ArrayList<>();
    boolean holds = true;
    for (TransactWriteItem item : request.transactItems()) {
      CancellationReason reason = judge(item);
      holds &= "None".equals(reason.code());
      reasons.add(reason);
    }
    if (!holds) {
      throw TransactionCanceledException.builder()
          .message("the transaction is cancelled")
          .cancellationReasons(reasons)
          .build();
    }
    for (TransactWriteItem item : request.transactItems()) {
      if (item.put() != null) {
        store(place(item.put().tableName(), item.put().item()), item.put().item());
      }
    }
    tokens.put(request.clientRequestToken(), request);
    return TransactWriteItemsResponse.builder().build();
  }

  private CancellationReason judge(TransactWriteItem item) {
    Put put = item.put();
    ConditionCheck check = item.conditionCheck();
    require((put == null) != (check == null), "a transaction of other items");
    Place place =
        put == null ? place(check.tableName(), check.key()) : place(put.tableName(), put.item());
    boolean holds =
        put == null
            ? holds(check.conditionExpression(), check.expressionAttributeNames(), place)
            : holds(put.conditionExpression(), put.expressionAttributeNames(), place);
    if (holds) {
      return CancellationReason.builder().code("None").build();
    }
    CancellationReason.Builder reason =
        CancellationReason.builder().code("ConditionalCheckFailed").message("does not hold");
    if (put != null
        && put.returnValuesOnConditionCheckFailure()
            == ReturnValuesOnConditionCheckFailure.ALL_OLD) {
      reason.item(find(place).orElse(null));
    }
    return reason.build();
  }

  private boolean holds(String condition, Map<String, String> names, Place place) {
    if (condition == null) {
      return true;
    }
    require(names.equals(Map.of("#key", "partition")), "a condition on another attribute");
    return switch (condition) {
      case "attribute_not_exists(#key)" -> find(place).isEmpty();
      case "attribute_exists(#key)" -> find(place).isPresent();
      default -> throw new UnsupportedOperationException("the condition `" + condition + "`");
    };
  }

  private Optional<Map<String, AttributeValue>> find(Place place) {
    return Optional.ofNullable(partitions.get(place.table() + "/" + place.partition()))
        .map(items -> items.get(place.sort()));
  }

  private void store(Place place, Map<String, AttributeValue> item) {
    partitions
        .computeIfAbsent(place.table() + "/" + place.partition(), name -> new TreeMap<>())
        .put(place.sort(), Map.copyOf(item));
  }

  private static Place place(String table, Map<String, AttributeValue> item) {
    if (table.equals(EVIDENCE)) {
      return new Place(table, text(item, "partition"), text(item, "kind"));
    }
    if (table.equals(ANSWERS)) {
      return new Place(table, text(item, "operation"), "");
    }
    require(table.equals(APPROVALS), "table `" + table + "`");
    return new Place(table, text(item, "key"), "");
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::s)
        .orElseThrow(() -> new UnsupportedOperationException("an item without `" + name + "`"));
  }

  private static void require(boolean known, String what) {
    if (!known) {
      throw new UnsupportedOperationException(what + " is not known here");
    }
  }
}
