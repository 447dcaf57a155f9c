package dev.countersign.histories;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
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
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * As much of DynamoDB as the histories need, in memory: entries, answers, task tokens and the list
 * of what is open, in transactions of puts, checks and deletes under a client token. It holds the
 * same contract suite as DynamoDB Local; whatever else is asked of it, it refuses. A token is known
 * for ever, not for ten minutes.
 */
final class InProcessDynamoDb implements DynamoDbClient {

  private static final DynamoDbServiceClientConfiguration TRIES_ONCE = triesOnce();

  private final Items items = new Items();
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
        .item(items.find(request.tableName(), request.key()).orElse(null))
        .build();
  }

  @Override
  public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    request
        .requestItems()
        .forEach((table, keys) -> {
          require(Boolean.TRUE.equals(keys.consistentRead()), "a read that is not consistent");
          found.put(
              table, keys.keys().stream().flatMap(key -> items.find(table, key).stream()).toList());
        });
    return BatchGetItemResponse.builder().responses(found).unprocessedKeys(Map.of()).build();
  }

  @Override
  public synchronized QueryResponse query(QueryRequest request) {
    return QueryResponse.builder()
        .items(request.indexName() == null ? partition(request) : due(request))
        .build();
  }

  private List<Map<String, AttributeValue>> partition(QueryRequest request) {
    require(
        Boolean.TRUE.equals(request.consistentRead())
            && Objects.equals(request.keyConditionExpression(), "#partition = :partition")
            && Objects.equals(request.expressionAttributeNames(), Map.of("#partition", "partition"))
            && request.filterExpression() == null,
        "a query of another kind");
    String partition = Items.text(request.expressionAttributeValues(), ":partition");
    return items.partition(request.tableName(), partition);
  }

  /** What the sweep asks of its index. */
  private List<Map<String, AttributeValue>> due(QueryRequest request) {
    require(
        Objects.equals(request.indexName(), "by-look-at")
            && Objects.equals(request.keyConditionExpression(), "#shard = :shard and #look <= :now")
            && Objects.equals(
                request.expressionAttributeNames(), Map.of("#shard", "shard", "#look", "look-at")),
        "a query of another index");
    String shard = Items.text(request.expressionAttributeValues(), ":shard");
    String now = Items.text(request.expressionAttributeValues(), ":now");
    return items.all(request.tableName()).stream()
        .filter(item -> Items.text(item, "shard").equals(shard))
        .filter(item -> Items.text(item, "look-at").compareTo(now) <= 0)
        .sorted(Comparator.comparing(item -> Items.text(item, "look-at")))
        .limit(request.limit())
        .toList();
  }

  @Override
  public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
    require(
        Objects.equals(request.updateExpression(), "set #look = :next")
            && Objects.equals(request.conditionExpression(), "#look = :seen")
            && Objects.equals(request.expressionAttributeNames(), Map.of("#look", "look-at")),
        "another update");
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    Map<String, AttributeValue> item =
        items
            .find(request.tableName(), request.key())
            .filter(found -> Items.text(found, "look-at").equals(Items.text(values, ":seen")))
            .orElseThrow(
                () -> ConditionalCheckFailedException.builder().message("it has changed").build());
    Map<String, AttributeValue> next = new HashMap<>(item);
    next.put("look-at", AttributeValue.fromS(Items.text(values, ":next")));
    items.store(request.tableName(), next);
    return UpdateItemResponse.builder().build();
  }

  @Override
  public synchronized DeleteItemResponse deleteItem(DeleteItemRequest request) {
    require(request.conditionExpression() == null, "a delete under a condition");
    items.remove(request.tableName(), request.key());
    return DeleteItemResponse.builder().build();
  }

  @Override
  public synchronized PutItemResponse putItem(PutItemRequest request) {
    if (!holds(
        request.conditionExpression(),
        request.expressionAttributeNames(),
        request.tableName(),
        request.item())) {
      require(
          request.returnValuesOnConditionCheckFailure()
              == ReturnValuesOnConditionCheckFailure.ALL_OLD,
          "a condition that does not give the old item");
      throw ConditionalCheckFailedException.builder()
          .message("the condition does not hold")
          .item(items.find(request.tableName(), request.item()).orElse(Map.of()))
          .build();
    }
    items.store(request.tableName(), request.item());
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
    request.transactItems().forEach(this::apply);
    tokens.put(request.clientRequestToken(), request);
    return TransactWriteItemsResponse.builder().build();
  }

  private void apply(TransactWriteItem item) {
    if (item.put() != null) {
      items.store(item.put().tableName(), item.put().item());
    }
    if (item.delete() != null) {
      items.remove(item.delete().tableName(), item.delete().key());
    }
  }

  private CancellationReason judge(TransactWriteItem item) {
    require(item.update() == null, "an update within a transaction");
    Put put = item.put();
    ConditionCheck check = item.conditionCheck();
    if (put == null && check == null) {
      require(item.delete().conditionExpression() == null, "a delete under a condition");
      return CancellationReason.builder().code("None").build();
    }
    boolean holds =
        put == null
            ? holds(
                check.conditionExpression(),
                check.expressionAttributeNames(),
                check.tableName(),
                check.key())
            : holds(
                put.conditionExpression(),
                put.expressionAttributeNames(),
                put.tableName(),
                put.item());
    if (holds) {
      return CancellationReason.builder().code("None").build();
    }
    CancellationReason.Builder reason =
        CancellationReason.builder().code("ConditionalCheckFailed").message("does not hold");
    if (put != null
        && put.returnValuesOnConditionCheckFailure()
            == ReturnValuesOnConditionCheckFailure.ALL_OLD) {
      reason.item(items.find(put.tableName(), put.item()).orElse(null));
    }
    return reason.build();
  }

  private boolean holds(
      String condition, Map<String, String> names, String table, Map<String, AttributeValue> key) {
    if (condition == null) {
      return true;
    }
    require(names.equals(Map.of("#key", "partition")), "a condition on another attribute");
    return switch (condition) {
      case "attribute_not_exists(#key)" -> items.find(table, key).isEmpty();
      case "attribute_exists(#key)" -> items.find(table, key).isPresent();
      default -> throw new UnsupportedOperationException("the condition `" + condition + "`");
    };
  }

  private static void require(boolean known, String what) {
    if (!known) {
      throw new UnsupportedOperationException(what + " is not known here");
    }
  }
}
