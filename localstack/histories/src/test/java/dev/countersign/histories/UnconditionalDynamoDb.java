package dev.countersign.histories;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** A store that overwrites: a planted bug. Its checks of other places hold. */
record UnconditionalDynamoDb(DynamoDbClient store) implements DynamoDbClient {

  @Override
  public String serviceName() {
    return store.serviceName();
  }

  @Override
  public void close() {
    // The store is not this one's.
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return store.serviceClientConfiguration();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return store.getItem(request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return store.batchGetItem(request);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return store.query(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return store.putItem(
        request.toBuilder().conditionExpression(null).expressionAttributeNames(null).build());
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    List<TransactWriteItem> items =
        request.transactItems().stream()
            .map(item ->
                item.put() == null
                    ? item
                    : item.toBuilder()
                        .put(
                            item.put().toBuilder()
                                .conditionExpression(null)
                                .expressionAttributeNames(null)
                                .build())
                        .build())
            .toList();
    return store.transactWriteItems(request.toBuilder().transactItems(items).build());
  }
}
