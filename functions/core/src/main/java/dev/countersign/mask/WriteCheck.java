package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a write touch a relation with masked columns only where it sets them: it may not read one,
 * in a condition, an expression or RETURNING, nor a whole row that holds one. Names are compared
 * without regard to where they stand, which refuses more than it must.
 */
final class WriteCheck {

  private final Known known;

  /** The masked columns of the relations touched. */
  private final Set<String> maskedNames = new TreeSet<>();

  /** All columns of the touched relations that have masked ones. */
  private final Set<String> columnNames = new TreeSet<>();

  /** Every name that could mean a whole row of one; OLD and NEW do in RETURNING. */
  private final Set<String> rowNames = new TreeSet<>(Set.of("old", "new"));

  private WriteCheck(Known known) {
    this.known = known;
  }

  static void check(Node root, Known known) throws CannotBeMasked {
    WriteCheck check = new WriteCheck(known);
    for (Node named : NamedRelations.of(root)) {
      check.collect(named);
    }
    if (check.maskedNames.isEmpty()) {
      return;
    }
    switch (root.kind()) {
      case INSERT, UPDATE, DELETE -> check.children(root);
      default -> throw refused();
    }
  }

  private void collect(Node named) throws CannotBeMasked {
    Relation relation = known.relationItself(named);
    if (!known.isMasked(relation)) {
      return;
    }
    rowNames.add(relation.name().name());
    named.child(Kind.ALIAS).map(Node::lastName).ifPresent(rowNames::add);
    for (Column column : relation.columns()) {
      columnNames.add(column.name());
      if (known.isMasked(relation, column)) {
        maskedNames.add(column.name());
      }
    }
    // Also a column that the survey did not find where the labels say it is.
    known.masked().stream()
        .filter(column -> column.relation().equals(relation.name()))
        .forEach(column -> maskedNames.add(column.name()));
  }

  private void children(Node node) throws CannotBeMasked {
    for (Node child : node.children()) {
      visit(child, node);
    }
  }

  private void visit(Node node, Node parent) throws CannotBeMasked {
    switch (node.kind()) {
      case WITH, STAR, FIELD, TABLE_COMMAND, ON_CONFLICT -> throw refused();
      case RELATION, TARGET -> {
        // An alias that renames columns hides which of them are masked.
        if (node.child(Kind.ALIAS).flatMap(alias -> alias.child(Kind.COLUMN_LIST)).isPresent()) {
          throw refused();
        }
        children(node);
      }
      case COLUMN_LIST -> {
        // The columns that an INSERT or UPDATE sets are its own to choose; those that a join
        // compares are not.
        boolean sets = parent.kind() == Kind.INSERT || parent.kind() == Kind.SET;
        if (!sets && node.names().stream().map(Name::text).anyMatch(maskedNames::contains)) {
          throw refused();
        }
      }
      case JOIN -> {
        // The alias of a join names the rows of both its sides.
        if (node.is(Trait.NATURAL) || node.child(Kind.ALIAS).isPresent()) {
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
        || rowNames.contains(column.lastName())
        || callsRoutine(column)) {
      throw refused();
    }
  }

  /** {@code row.name} calls the routine of this name with the row if it has no such column. */
  private boolean callsRoutine(Node column) {
    int parts = column.names().size();
    return parts > 1
        && rowNames.contains(column.names().get(parts - 2).text())
        && !columnNames.contains(column.lastName());
  }

  private static CannotBeMasked refused() {
    return new CannotBeMasked(
        MaskRefusal.COLUMN_IN_WRITE,
        "a write may set masked columns but not read them, neither in a condition nor in RETURNING");
  }
}
