package dev.countersign.histories;

import dev.countersign.dynamodb.TableNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the tables that the histories use, by their keys. */
final class Items {

  /** The tables, under their own names. */
  static final TableNames TABLES = TableNames.prefixed("");

  private static final Map<String, List<String>> KEYS =
      Map.of(
          TABLES.of(TableNames.Table.EVIDENCE), List.of("partition", "kind"),
          TABLES.of(TableNames.Table.ANSWERS), List.of("operation"),
          TABLES.of(TableNames.Table.APPROVALS), List.of("key"),
          TABLES.of(TableNames.Table.OPEN), List.of("operation"));

  private final Map<String, NavigableMap<String, Map<String, AttributeValue>>> partitions =
      new HashMap<>();

  private record Place(String partition, String sort) {}

  private static Place place(String table, Map<String, AttributeValue> item) {
    List<String> key = KEYS.get(table);
    if (key == null) {
      throw new UnsupportedOperationException("table `" + table + "` is not known here");
    }
    String sort = key.size() == 1 ? "" : text(item, key.getLast());
    return new Place(table + "/" + text(item, key.getFirst()), sort);
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::s)
        .orElseThrow(() -> new UnsupportedOperationException("an item without `" + name + "`"));
  }

  Optional<Map<String, AttributeValue>> find(String table, Map<String, AttributeValue> key) {
    Place place = place(table, key);
    return Optional.ofNullable(partitions.get(place.partition()))
        .map(items -> items.get(place.sort()));
  }

  void store(String table, Map<String, AttributeValue> item) {
    Place place = place(table, item);
    partitions
        .computeIfAbsent(place.partition(), name -> new TreeMap<>())
        .put(place.sort(), Map.copyOf(item));
  }

  void remove(String table, Map<String, AttributeValue> key) {
    Place place = place(table, key);
    Optional.ofNullable(partitions.get(place.partition()))
        .ifPresent(items -> items.remove(place.sort()));
  }

  /** The items of one partition, in the order of their sort key. */
  List<Map<String, AttributeValue>> partition(String table, String partition) {
    return List.copyOf(partitions.getOrDefault(table + "/" + partition, new TreeMap<>()).values());
  }

  /** Every item of a table, in no order. */
  List<Map<String, AttributeValue>> all(String table) {
    List<Map<String, AttributeValue>> all = new ArrayList<>();
    partitions.forEach((partition, items) -> {
      if (partition.startsWith(table + "/")) {
        all.addAll(items.values());
      }
    });
    return all;
  }
}
