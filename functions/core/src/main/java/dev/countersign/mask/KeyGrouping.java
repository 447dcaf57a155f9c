package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps queries alive that group by a primary key and name other columns of its table: of a derived
 * table PostgreSQL does not know that the key determines them. The columns are added to GROUP BY,
 * which makes the same groups, since a key determines its row.
 *
 * <p>Source: PostgreSQL documentation, SELECT, "GROUP BY Clause".
 */
final class KeyGrouping {

  /** Types without an equality, by which nothing can be grouped. */
  private static final Set<String> NOT_COMPARABLE =
      Set.of("json", "xml", "point", "polygon", "jsonpath", "refcursor", "txid_snapshot");

  private final Known known;
  private final Splices splices;

  KeyGrouping(Known known, Splices splices) {
    this.known = known;
    this.splices = splices;
  }

  /** Completes this GROUP BY; the owner is the query or operand that names the columns. */
  void complete(Node groupBy, Node owner, Scope scope) {
    if (!groupBy.children().stream().allMatch(item -> item.kind() == Kind.COLUMN)) {
      return;
    }
    List<Node> used = new ArrayList<>();
    collect(owner, used);
    StringBuilder added = new StringBuilder();
    for (Source source : scope.sources()) {
      source
          .relation()
          .filter(relation -> known.isMasked(relation.name()))
          .filter(relation -> holdsKey(groupBy, source, relation))
          .ifPresent(relation -> append(added, source, relation, used));
    }
    if (!added.isEmpty()) {
      splices.replace(groupBy.end(), groupBy.end(), added.toString());
    }
  }

  private static void collect(Node node, List<Node> columns) {
    if (node.kind() == Kind.COLUMN && !node.is(Trait.ALL_COLUMNS)) {
      columns.add(node);
    }
    node.children().forEach(child -> collect(child, columns));
  }

  private static boolean holdsKey(Node groupBy, Source source, Relation relation) {
    return !relation.primaryKey().isEmpty()
        && relation.primaryKey().stream().allMatch(key -> names(groupBy.children(), source, key));
  }

  private static void append(
      StringBuilder added, Source source, Relation relation, List<Node> used) {
    for (Column column : relation.columns()) {
      if (!relation.primaryKey().contains(column.name())
          && !NOT_COMPARABLE.contains(column.type())
          && names(used, source, column.name())) {
        added
            .append(", ")
            .append(MaskedTable.quoted(source.name()))
            .append('.')
            .append(MaskedTable.quoted(column.name()));
      }
    }
  }

  private static boolean names(List<Node> columns, Source source, String name) {
    return columns.stream()
        .filter(column -> column.lastName().equals(name))
        .anyMatch(column ->
            column.names().size() == 1
                || column.names().get(column.names().size() - 2).text().equals(source.name()));
  }
}
