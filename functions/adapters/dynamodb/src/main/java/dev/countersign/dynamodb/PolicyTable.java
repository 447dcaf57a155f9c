package dev.countersign.dynamodb;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape of the table {@code policy}: under {@code version} each published bundle, by the digest
 * of its document, and an item named {@code current} that says which of them is in force.
 */
final class PolicyTable {

  static final String VERSION = "version";
  static final String IN_FORCE = "in-force";
  static final int MAXIMUM_BYTES = 16 << 20;
  static final int MAXIMUM_COMPRESSED = 350 * 1024;

  private static final String CURRENT = "current";

  private PolicyTable() {}

  static Map<String, AttributeValue> currentKey() {
    return key(CURRENT);
  }

  static Map<String, AttributeValue> key(String version) {
    return Map.of(VERSION, AttributeValue.fromS(version));
  }

  static Map<String, AttributeValue> current(String version) {
    Map<String, AttributeValue> item = new TreeMap<>(currentKey());
    item.put(IN_FORCE, AttributeValue.fromS(version));
    return item;
  }
}
