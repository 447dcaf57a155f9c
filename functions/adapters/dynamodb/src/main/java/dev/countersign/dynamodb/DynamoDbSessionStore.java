package dev.countersign.dynamodb;

import dev.countersign.approve.SessionStore;
import dev.countersign.dynamodb.TableNames.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Sessions and begun sign-ins of one duty, in a table that only this duty may use. What is taken is
 * given once: if the answer is lost on the way the document is gone, and the person signs in again.
 */
public final class DynamoDbSessionStore implements SessionStore {

  private static final String KIND = "session";

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;

  /** Sessions in this table: {@code approvals} or {@code audits}. */
  public DynamoDbSessionStore(
      DynamoDbClient client, TableNames tables, Table table, InstantSource clock) {
    this.client = client;
    this.table = tables.of(table);
    this.clock = clock;
  }

  @Override
  public void keep(String key, String document, Instant expiresAt) {
    Map<String, AttributeValue> item =
        ApprovalsTable.item(ApprovalsTable.key(KIND, key), document, expiresAt);
    try {
      client.putItem(put -> put.tableName(table).item(item));
    } catch (SdkException e) {
      throw new SessionsUnavailable("keep", e);
    }
  }

  @Override
  public Optional<String> find(String key) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(get ->
                  get.tableName(table).key(ApprovalsTable.key(KIND, key)).consistentRead(true))
              .item();
      return ApprovalsTable.held(item, clock);
    } catch (SdkException e) {
      throw new SessionsUnavailable("find", e);
    }
  }

  @Override
  public Optional<String> take(String key) {
    try {
      Map<String, AttributeValue> taken =
          client
              .deleteItem(delete ->
                  delete
                      .tableName(table)
                      .key(ApprovalsTable.key(KIND, key))
                      .returnValues(ReturnValue.ALL_OLD))
              .attributes();
      return ApprovalsTable.held(taken, clock);
    } catch (SdkException e) {
      throw new SessionsUnavailable("take", e);
    }
  }
}
