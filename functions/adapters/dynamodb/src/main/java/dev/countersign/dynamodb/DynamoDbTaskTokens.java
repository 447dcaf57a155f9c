package dev.countersign.dynamodb;

import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Task tokens in the table {@code approvals}, kept as long as a workflow can wait: a year. */
public final class DynamoDbTaskTokens implements TaskTokens {

  private static final String KIND = "task-token";

  /** The longest time that an execution runs (AWS Step Functions developer guide, "Quotas"). */
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;

  /** Tokens in these tables. */
  public DynamoDbTaskTokens(DynamoDbClient client, TableNames tables, InstantSource clock) {
    this.client = client;
    this.table = tables.of(Table.APPROVALS);
    this.clock = clock;
  }

  @Override
  public void keep(OperationId operation, TaskToken token) {
    Map<String, AttributeValue> item =
        ApprovalsTable.item(key(operation), token.text(), clock.instant().plus(LONGEST_WAIT));
    try {
      client.putItem(put -> put.tableName(table).item(item));
    } catch (SdkException e) {
      throw new WorkflowUnavailable("keep a task token", e);
    }
  }

  @Override
  public Optional<TaskToken> latest(OperationId operation) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(get -> get.tableName(table).key(key(operation)).consistentRead(true))
              .item();
      return ApprovalsTable.held(item, clock).map(TaskToken::new);
    } catch (SdkException e) {
      throw new WorkflowUnavailable("read a task token", e);
    }
  }

  private static Map<String, AttributeValue> key(OperationId operation) {
    return ApprovalsTable.key(KIND, operation.text());
  }
}
