package dev.countersign.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A scope as JSON. */
final class ScopeJson {

  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String FILTERS = "filters";

  private ScopeJson() {}

  static ObjectNode write(Scope scope) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    scope.from().ifPresent(from -> tree.put(FROM, from.toString()));
    tree.put(UNTIL, scope.until().toString());
    ObjectNode filters = tree.putObject(FILTERS);
    scope.filters().forEach(filters::put);
    return tree;
  }

  /**
   * The scope that this tree is, if it is one.
   *
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} where it is surely none
   */
  static Scope read(JsonNode tree) {
    SortedMap<String, String> filters = new TreeMap<>();
    tree.path(FILTERS)
        .propertyStream()
        .forEach(filter -> filters.put(filter.getKey(), filter.getValue().asText()));
    return new Scope(
        Optional.of(tree.path(FROM)).filter(JsonNode::isTextual).map(from -> instant(from)),
        instant(tree.path(UNTIL)),
        filters);
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }
}
