package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

  private final Splices splices;

  KeyGrouping(Splices splices) {
    this.splices = splices;
  }

  /** The names of columns that a part of a statement uses. */
  private static final class Used {

    private final Set<String> bare = new HashSet<>();
    private final Set<List<String>> qualified = new HashSet<>();
    private final Set<String> everyOf = new HashSet<>();
    private boolean every;

    private void add(Node column) {
      int parts = column.names().size();
      if (column.is(Trait.ALL_COLUMNS)) {
        everyOf.add(column.lastName());
      } else if (parts == 1) {
        bare.add(column.lastName());
        // It may be the name of a source, and then it is its whole row.
        everyOf.add(column.lastName());
      } else {
        qualified.add(List.of(column.names().get(parts - 2).text(), column.lastName()));
      }
    }

    private void collect(Node node) {
      every |= node.kind() == Kind.STAR;
      if (node.kind() == Kind.COLUMN) {
        add(node);
      }
      node.children().forEach(this::collect);
    }

    private boolean names(Source source, String column) {
      return bare.contains(column) || qualified.contains(List.of(source.name(), column));
    }

    private boolean uses(Source source, String column) {
      return every || everyOf.contains(source.name()) || names(source, column);
    }
  }

  /** Completes this GROUP BY; the owner is the query or operand that names the columns. */
  void complete(Node groupBy, Node select, Node owner, Scope scope) {
    Used keys = new Used();
    for (Node item : groupBy.children()) {
      if (item.kind() == Kind.CONSTRUCT || item.kind() == Kind.ROW) {
        return;
      }
      column(item, select).filter(node -> !node.is(Trait.ALL_COLUMNS)).ifPresent(keys::add);
    }
    Used used = new Used();
    used.collect(owner);
    List<String> added = new ArrayList<>();
    for (Source source : scope.derived()) {
      if (holdsKey(keys, source)) {
        addUsed(added, keys, used, source);
      }
    }
    if (!added.isEmpty()) {
      splices.replace(groupBy.end(), groupBy.end(), ", " + String.join(", ", added));
    }
  }

  /** The column that an item is, or that a number in it stands for. */
  private Optional<Node> column(Node item, Node select) {
    if (item.kind() == Kind.COLUMN) {
      return Optional.of(item);
    }
    if (item.kind() != Kind.LITERAL) {
      return Optional.empty();
    }
    List<Node> items = select.child(Kind.SELECT_LIST).map(Node::children).orElse(List.of());
    // Behind a star the numbers are not those of the items.
    long counted = items.stream().takeWhile(KeyGrouping::isOneColumn).count();
    return FlowNames.position(splices.slice(item.start(), item.end()))
        .filter(position -> position < counted)
        .map(position -> items.get(position).children().getFirst())
        .filter(first -> first.kind() == Kind.COLUMN);
  }

  private static boolean isOneColumn(Node item) {
    Node first = item.children().getFirst();
    return first.kind() != Kind.STAR && !first.is(Trait.ALL_COLUMNS);
  }

  private static boolean holdsKey(Used keys, Source source) {
    Relation relation = source.relation();
    List<String> key = relation.primaryKey();
    int found = 0;
    for (int position = 0; position < relation.columns().size(); position++) {
      if (key.contains(relation.columns().get(position).name())
          && keys.names(source, source.columnName(position))) {
        found++;
      }
    }
    return !key.isEmpty() && found == key.size();
  }

  private static void addUsed(List<String> added, Used keys, Used used, Source source) {
    Relation relation = source.relation();
    for (int position = 0; position < relation.columns().size(); position++) {
      String name = source.columnName(position);
      if (!keys.names(source, name)
          && !NOT_COMPARABLE.contains(relation.columns().get(position).type())
          && used.uses(source, name)) {
        added.add(MaskedTable.quoted(source.name()) + "." + MaskedTable.quoted(name));
      }
    }
  }
}
