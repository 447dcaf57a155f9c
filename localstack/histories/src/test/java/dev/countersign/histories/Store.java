package dev.countersign.histories;

import dev.countersign.dynamodb.TableNames;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An empty store for one history.
 *
 * @param client how it is reached
 * @param tables its tables
 */
record Store(DynamoDbClient client, TableNames tables) {

  /** In memory. */
  static Store inProcess() {
    return new Store(new InProcessDynamoDb(), Items.TABLES);
  }
}
