package dev.countersign.classify;

import dev.countersign.catalogue.Relation;
import dev.countersign.classify.RelationUse.Access;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the columns that a parsed statement may touch. What a row as a whole shows counts: {@code
 * *}, a source's name by itself, and a natural join, of which every column of both sides counts.
 * What a check, a default, a trigger or a foreign key touches is not in the text.
 */
final class NamedColumns {

  private final Findings findings;
  private final ColumnFindings columns;
  private final Access changes;
  private final Set<Node> relations = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param changes how what the statement changes is touched: written, or, if it is only planned,
   *     read
   */
  NamedColumns(Findings findings, Access changes) {
    this.findings = findings;
    this.columns = findings.columns();
    this.changes = changes;
  }

  void find(Node statement) {
    relations.addAll(NamedRelations.of(statement));
    walk(statement, new ColumnScope(null, columns));
  }

  private void walk(Node node, ColumnScope scope) {
    switch (node.kind()) {
      case QUERY -> children(node, new ColumnScope(scope, columns));
      case SET_OPERATION -> {
        for (Node operand : node.children()) {
          walk(operand, new ColumnScope(scope, columns));
        }
      }
      case SELECT -> {
        node.child(Kind.FROM).ifPresent(from -> sources(from, scope));
        children(node, scope);
      }
      case TABLE_COMMAND -> {
        sources(node, scope);
        scope.all();
      }
      case INSERT, UPDATE, DELETE, MERGE -> change(node, scope);
      case COLUMN -> column(node, scope);
      case STAR -> scope.all();
      case ALIAS, LOCKING, COLUMN_LIST -> {
        // Names that are given, or said again.
      }
      default -> children(node, scope);
    }
  }

  private void children(Node node, ColumnScope scope) {
    for (Node child : node.children()) {
      walk(child, scope);
    }
  }

  private static void column(Node column, ColumnScope scope) {
    List<String> names = column.names().stream().map(Name::text).toList();
    if (column.is(Trait.ALL_COLUMNS)) {
      scope.qualified(names, Optional.empty());
    } else if (names.size() == 1) {
      scope.bare(names.getFirst());
    } else {
      scope.qualified(names.subList(0, names.size() - 1), Optional.of(names.getLast()));
    }
  }

  /** Makes the sources of a FROM known to its level; a join may itself touch columns. */
  private void sources(Node from, ColumnScope scope) {
    for (Node source : from.children()) {
      switch (source.kind()) {
        case RELATION, TARGET -> scope.add(alias(source), relation(source), renamed(source));
        case SUBQUERY_SOURCE, FUNCTION_SOURCE ->
            scope.add(alias(source), Optional.empty(), List.of());
        case JOIN -> join(source, scope);
        default -> {
          // What a join joins on.
        }
      }
    }
  }

  private void join(Node join, ColumnScope scope) {
    sources(join, scope);
    boolean hides = join.child(Kind.ALIAS).isPresent();
    if (hides || join.is(Trait.NATURAL)) {
      scope.all();
    }
    if (hides) {
      scope.add(alias(join), Optional.empty(), List.of());
    }
    for (Node child : join.children()) {
      if (child.kind() == Kind.COLUMN_LIST) {
        child.names().forEach(name -> scope.bare(name.text()));
      }
    }
  }

  private static String alias(Node source) {
    return source.child(Kind.ALIAS).map(Node::lastName).orElse(source.lastName());
  }

  private static List<String> renamed(Node source) {
    return source
        .child(Kind.ALIAS)
        .flatMap(alias -> alias.child(Kind.COLUMN_LIST))
        .map(list -> list.names().stream().map(Name::text).toList())
        .orElse(List.of());
  }

  private Optional<Relation> relation(Node named) {
    return relations.contains(named) ? findings.find(named.names()) : Optional.empty();
  }

  /** A change sees its target, also by the names that stand for its rows, and what it is given. */
  private void change(Node change, ColumnScope outer) {
    ColumnScope scope = new ColumnScope(outer, columns);
    Optional<Relation> target = Optional.empty();
    for (Node child : change.children()) {
      if (child.kind() == Kind.TARGET) {
        target = relation(child);
        scope.add(alias(child), target, List.of());
        for (String row : List.of("excluded", "old", "new")) {
          scope.add(row, target, List.of());
        }
      } else if (child.kind() == Kind.FROM) {
        sources(child, scope);
      }
    }
    for (Node child : change.children()) {
      boolean apart = child.kind() == Kind.WITH || child.kind() == Kind.QUERY;
      walk(child, apart ? outer : scope);
    }
    target.ifPresent(relation -> assign(change, relation));
  }

  private void assign(Node change, Relation target) {
    switch (change.kind()) {
      case DELETE -> columns.whole(target, changes);
      case INSERT -> {
        assignList(change, target);
        change
            .child(Kind.ON_CONFLICT)
            .flatMap(conflict -> conflict.child(Kind.SET))
            .ifPresent(set -> assignLists(set, target));
      }
      case MERGE -> {
        for (Node when : change.children()) {
          if (when.kind() == Kind.MERGE_WHEN) {
            assignWhen(when, target);
          }
        }
      }
      default -> change.child(Kind.SET).ifPresent(set -> assignLists(set, target));
    }
  }

  /** What a MERGE does not say in a list may be every column: those of a row that it deletes. */
  private void assignWhen(Node when, Relation target) {
    Optional<Node> set = when.child(Kind.SET);
    if (set.isPresent()) {
      assignLists(set.get(), target);
    } else {
      assignList(when, target);
    }
  }

  private void assignList(Node owner, Relation target) {
    if (owner.child(Kind.COLUMN_LIST).isPresent()) {
      assignLists(owner, target);
    } else {
      columns.whole(target, changes);
    }
  }

  private void assignLists(Node owner, Relation target) {
    for (Node list : owner.children()) {
      if (list.kind() == Kind.COLUMN_LIST) {
        for (Name name : list.names()) {
          columns
              .find(target, name.text())
              .ifPresent(column -> columns.assigned(target, column, changes));
        }
      }
    }
  }
}
