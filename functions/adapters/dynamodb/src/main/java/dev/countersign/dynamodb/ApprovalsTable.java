package dev.countersign.dynamodb;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape of the table {@code approvals}, which holds what the approval duty needs for a while:
 * by {@code key} a text {@code held} until {@code expires-at}; some time after {@code expires}
 * DynamoDB deletes it.
 */
final class ApprovalsTable {

  static final String KEY = "key";
  static final String EXPIRES = "expires";

  private static final String HELD = "held";
  private static final String EXPIRES_AT = "expires-at";

  private ApprovalsTable() {}

  static Map<String, AttributeValue> key(String kind, String key) {
    return Map.of(KEY, AttributeValue.fromS(kind + "#" + key));
  }

  static Map<String, AttributeValue> item(
      Map<String, AttributeValue> key, String held, Instant expiresAt) {
    Map<String, AttributeValue> item = new TreeMap<>(key);
    item.put(HELD, AttributeValue.fromS(held));
    item.put(EXPIRES_AT, AttributeValue.fromS(expiresAt.toString()));
    item.put(EXPIRES, Expiry.attribute(expiresAt));
    return item;
  }

  /** What an item holds, if its time is not over. */
  static Optional<String> held(Map<String, AttributeValue> item, InstantSource clock) {
    AttributeValue held = item.get(HELD);
    AttributeValue expiresAt = item.get(EXPIRES_AT);
    return held != null
            && expiresAt != null
            && clock.instant().isBefore(Instant.parse(expiresAt.s()))
        ? Optional.of(held.s())
        : Optional.empty();
  }
}
