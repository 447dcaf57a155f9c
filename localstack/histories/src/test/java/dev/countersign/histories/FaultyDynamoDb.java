package dev.countersign.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The store as one call reaches it: it rests before each request, and meets the call's faults. */
final class FaultyDynamoDb implements DynamoDbClient {

  private final DynamoDbClient store;
  private final String evidence;
  private final Line line;

  FaultyDynamoDb(DynamoDbClient store, String evidence, Line line) {
    this.store = store;
    this.evidence = evidence;
    this.line = line;
  }

  @Override
  public String serviceName() {
    return store.serviceName();
  }

  @Override
  public void close() {
    // The store is not this call's.
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return store.serviceClientConfiguration();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return read(() -> store.getItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return read(() -> store.query(request));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return read(() -> store.batchGetItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return write(
        List.of(),
        () -> store.updateItem(request),
        Fault.THROTTLED,
        Fault.REQUEST_LOST,
        Fault.ANSWER_LOST);
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return write(
        List.of(),
        () -> store.deleteItem(request),
        Fault.THROTTLED,
        Fault.REQUEST_LOST,
        Fault.ANSWER_LOST);
  }

  private <T> T read(Supplier<T> request) {
    Optional<Fault> fault = line.meet("a read of the store", Fault.THROTTLED, Fault.REQUEST_LOST);
    if (fault.isEmpty()) {
      return request.get();
    }
    throw fault.get() == Fault.THROTTLED ? throttled() : unanswered();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    List<Map<String, AttributeValue>> items =
        request.tableName().equals(evidence) ? List.of(request.item()) : List.of();
    return write(
        items,
        () -> store.putItem(request),
        Fault.THROTTLED,
        Fault.REQUEST_LOST,
        Fault.ANSWER_LOST,
        Fault.DELAYED);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    request.transactItems().stream()
        .map(item -> item.put())
        .filter(put -> put != null && put.tableName().equals(evidence))
        .forEach(put -> items.add(put.item()));
    return write(
        items,
        () -> store.transactWriteItems(request),
        Fault.THROTTLED,
        Fault.CONTENDED,
        Fault.REQUEST_LOST,
        Fault.ANSWER_LOST,
        Fault.DELAYED);
  }

  private <T> T write(
      List<Map<String, AttributeValue>> items, Supplier<T> request, Fault... faults) {
    Optional<Fault> met = line.meetAround("a write to the store", faults);
    if (met.isEmpty()) {
      return happens(items, request);
    }
    switch (met.get()) {
      case THROTTLED -> throw throttled();
      case CONTENDED -> throw contended();
      case REQUEST_LOST -> throw unanswered();
      case ANSWER_LOST -> {
        happens(items, request);
        throw unanswered();
      }
      case DELAYED -> {
        line.later(() -> happens(items, request));
        throw unanswered();
      }
      case CRASH_AFTER -> {
        happens(items, request);
        throw new Crash();
      }
      case CRASH_BEFORE -> throw new Crash();
    }
    throw new IllegalStateException("every fault is one of these");
  }

  private <T> T happens(List<Map<String, AttributeValue>> items, Supplier<T> request) {
    T response = request.get();
    line.wrote(items);
    return response;
  }

  private static RuntimeException throttled() {
    return ProvisionedThroughputExceededException.builder().message("for now").build();
  }

  private static RuntimeException contended() {
    return TransactionCanceledException.builder()
        .message("another transaction")
        .cancellationReasons(CancellationReason.builder().code("TransactionConflict").build())
        .build();
  }

  private static RuntimeException unanswered() {
    return SdkClientException.create("no answer came");
  }
}
