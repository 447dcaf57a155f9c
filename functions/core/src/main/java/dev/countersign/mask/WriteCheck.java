package dev.countersign.mask;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lets a write touch a relation with masked columns only where it sets them: it may not read one,
 * in a condition, an expression or RETURNING, nor a whole row that holds one.
 */
final class WriteCheck {

  private final Known known;
  private final Set<String> maskedNames;
  private final Set<String> rowNames = new TreeSet<>();

  private WriteCheck(Known known) {
    this.known = known;
    this.maskedNames = known.masked().stream().map(ColumnName::name).collect(Collectors.toSet());
  }

  static void check(Node root, Known known) throws CannotBeMasked {
    switch (root.kind()) {
      case INSERT, UPDATE, DELETE -> {
        WriteCheck check = new WriteCheck(known);
        check.collectRowNames(root);
        check.children(root);
      }
      default -> throw refused();
    }
  }

  /** Every name that could mean a whole row of a relation with masked columns. */
  private void collectRowNames(Node node) throws CannotBeMasked {
    if (node.kind() == Kind.TARGET || node.kind() == Kind.RELATION) {
      Relation relation = known.relation(node);
      if (known.isMasked(relation.name())) {
        rowNames.add(relation.name().name());
        node.child(Kind.ALIAS).map(Node::lastName).ifPresent(rowNames::add);
      }
    }
    for (Node child : node.children()) {
      collectRowNames(child);
    }
  }

  private void children(Node node) throws CannotBeMasked {
    for (Node child : node.children()) {
      visit(child, node);
    }
  }

  private void visit(Node node, Node parent) throws CannotBeMasked {
    switch (node.kind()) {
      case WITH, STAR, FIELD, TABLE_COMMAND, ON_CONFLICT -> throw refused();
      case COLUMN_LIST -> {
        // The columns that an INSERT or UPDATE sets are its own to choose; those that a join
        // compares are not.
        boolean sets = parent.kind() == Kind.INSERT || parent.kind() == Kind.SET;
        if (!sets && node.names().stream().map(Name::text).anyMatch(maskedNames::contains)) {
          throw refused();
        }
      }
      case JOIN -> {
        if (node.is(Trait.NATURAL)) {
          throw refused();
        }
        children(node);
      }
      case COLUMN -> column(node);
      default -> children(node);
    }
  }

  private void column(Node column) throws CannotBeMasked {
    if (column.is(Trait.ALL_COLUMNS)
        || maskedNames.contains(column.lastName())
        || rowNames.contains(column.lastName())) {
      throw refused();
    }
  }

  private static CannotBeMasked refused() {
    return new CannotBeMasked(
        MaskRefusal.COLUMN_IN_WRITE,
        "a write may set masked columns but not read them, neither in a condition nor in RETURNING");
  }
}
