package dev.countersign.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.execute.RawAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The number of rows in what PostgreSQL explains. Of a change of rows it is the number that goes
 * into it: the node that changes them counts only what it returns.
 *
 * <p>Source: PostgreSQL documentation, "EXPLAIN", format JSON.
 */
final class PlannedRows {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the plans that feed a change are related to it, in versions before 14 and since. */
  private static final Set<String> FEEDS = Set.of("Member", "Outer");

  private PlannedRows() {}

  static Optional<Long> of(RawAnswer answer) {
    if (answer.truncated() || answer.rows().size() != 1 || answer.columns().size() != 1) {
      return Optional.empty();
    }
    return answer.rows().getFirst().getFirst().flatMap(PlannedRows::of);
  }

  private static Optional<Long> of(String document) {
    try {
      JsonNode top = JSON.readTree(document).path(0).path("Plan");
      List<JsonNode> changes = new ArrayList<>();
      collectChanges(top, changes);
      return changes.isEmpty()
          ? rows(top)
          : sum(changes.stream().flatMap(PlannedRows::feeds).toList());
    } catch (JsonProcessingException e) {
      // The cause would quote the document.
      return Optional.empty();
    }
  }

  private static void collectChanges(JsonNode node, List<JsonNode> changes) {
    if (node.path("Node Type").asText().equals("ModifyTable")) {
      changes.add(node);
    }
    node.path("Plans").forEach(below -> collectChanges(below, changes));
  }

  private static Stream<JsonNode> feeds(JsonNode change) {
    List<JsonNode> feeds = new ArrayList<>();
    change
        .path("Plans")
        .forEach(below -> {
          if (FEEDS.contains(below.path("Parent Relationship").asText())) {
            feeds.add(below);
          }
        });
    return feeds.stream();
  }

  private static Optional<Long> sum(List<JsonNode> nodes) {
    Optional<Long> sum = Optional.of(0L);
    for (JsonNode node : nodes) {
      sum = sum.flatMap(before -> rows(node).map(more -> before + more));
    }
    return sum;
  }

  private static Optional<Long> rows(JsonNode node) {
    JsonNode rows = node.path("Plan Rows");
    return rows.isNumber() && rows.canConvertToLong() && rows.asLong() >= 0
        ? Optional.of(rows.asLong())
        : Optional.empty();
  }
}
