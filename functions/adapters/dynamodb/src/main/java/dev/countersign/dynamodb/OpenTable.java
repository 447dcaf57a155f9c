package dev.countersign.dynamodb;

import dev.countersign.operation.OperationId;
import dev.countersign.record.OpenOperations.Listed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape of the table {@code open}: one item for each operation that is not closed.
 *
 * <ul>
 *   <li>{@code operation}, the key
 *   <li>{@code look-at}: from when on the sweep is to look at it, in UTC with nine digits of the
 *       second, so that texts sort as times do
 *   <li>{@code shard}: the first digit of the operation's id. The index {@code by-look-at} is
 *       partitioned by it, so that what is due is found without reading what only waits
 * </ul>
 */
final class OpenTable {

  static final String OPERATION = "operation";
  static final String LOOK_AT = "look-at";
  static final String SHARD = "shard";
  static final String INDEX = "by-look-at";

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private OpenTable() {}

  static Map<String, AttributeValue> key(OperationId operation) {
    return Map.of(OPERATION, AttributeValue.fromS(operation.text()));
  }

  static Map<String, AttributeValue> item(OperationId operation, Instant lookAt) {
    return Map.of(
        OPERATION,
        AttributeValue.fromS(operation.text()),
        LOOK_AT,
        lookAt(lookAt),
        SHARD,
        AttributeValue.fromS(operation.text().substring("op-".length(), "op-".length() + 1)));
  }

  static AttributeValue lookAt(Instant instant) {
    return AttributeValue.fromS(INSTANT.format(instant));
  }

  /** Every value of {@code shard}. */
  static Stream<AttributeValue> shards() {
    return IntStream.range(0, 16).mapToObj(Integer::toHexString).map(AttributeValue::fromS);
  }

  static Listed listed(Map<String, AttributeValue> item) {
    return new Listed(new OperationId(text(item, OPERATION)), Instant.parse(text(item, LOOK_AT)));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::s)
        .orElseThrow(() -> new IllegalStateException("a listed operation has no `" + name + "`"));
  }
}
