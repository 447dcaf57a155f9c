package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.RelationUse.Access;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The columns that one statement may touch, gathered. Only relations that are known have any. */
final class ColumnFindings {

  private final Catalogue catalogue;
  private final SortedSet<ColumnUse> columns = new TreeSet<>();
  private final Set<RelationUse> whole = new HashSet<>();
  private final Map<RelationName, Map<String, Column>> indexes = new HashMap<>();

  ColumnFindings(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The column of this name, if the relation has one. */
  Optional<Column> find(Relation relation, String column) {
    return Optional.ofNullable(
        indexes.computeIfAbsent(relation.name(), name -> index(relation)).get(column));
  }

  private static Map<String, Column> index(Relation relation) {
    Map<String, Column> index = new HashMap<>();
    relation.columns().forEach(column -> index.put(column.name(), column));
    return index;
  }

  /** A column is read. A generated one shows what it is computed from, which may be any other. */
  void read(Relation relation, Column column) {
    if (column.generated()) {
      whole(relation, Access.READ);
    } else {
      add(relation, column, Access.READ);
    }
  }

  /** A column is assigned; what is generated from it changes with it. */
  void assigned(Relation relation, Column column, Access access) {
    add(relation, column, access);
    relation.columns().stream()
        .filter(Column::generated)
        .forEach(generated -> add(relation, generated, access));
  }

  /** Every column of a relation is touched. */
  void whole(Relation relation, Access access) {
    if (whole.add(new RelationUse(relation.name(), access))) {
      relation.columns().forEach(column -> add(relation, column, access));
    }
  }

  private void add(Relation relation, Column column, Access access) {
    columns.add(new ColumnUse(new ColumnName(relation.name(), column.name()), access));
  }

  /**
   * What is touched, once all is found: with a view whatever it may show, with a table the columns
   * of the same name of each other one touched that inherits from it or hands on to it.
   */
  SortedSet<ColumnUse> all(SortedSet<RelationUse> touched) {
    SortedSet<RelationName> names = new TreeSet<>();
    touched.forEach(use -> names.add(use.relation()));
    Set<RelationName> below = new TreeSet<>();
    for (RelationName name : names) {
      catalogue
          .find(name)
          .filter(ColumnFindings::shows)
          .ifPresent(view -> {
            whole(view, Access.READ);
            below.addAll(view.dependsOn());
          });
    }
    addBelow(below, touched, relation -> relation.kind() == RelationKind.PARTITIONED_TABLE);
    addBelow(below, touched, relation -> relation.kind() != RelationKind.PARTITIONED_TABLE);
    for (RelationName name : names) {
      catalogue.find(name).ifPresent(relation -> addInherited(relation, names, below));
    }
    return columns;
  }

  private static boolean shows(Relation relation) {
    return relation.kind() == RelationKind.VIEW
        || relation.kind() == RelationKind.MATERIALIZED_VIEW;
  }

  /** Partitions go by the names of the table that they belong to, which is listed before them. */
  private void addBelow(
      Set<RelationName> below, SortedSet<RelationUse> touched, Predicate<Relation> kind) {
    for (RelationName name : below) {
      Optional<Relation> known = catalogue.find(name).filter(kind);
      if (known.isPresent() && (isListed(name) || !hasListedParent(known.get()))) {
        whole(known.get(), Access.READ);
        if (touched.contains(new RelationUse(name, Access.WRITE))) {
          whole(known.get(), Access.WRITE);
        }
      }
    }
  }

  private boolean isListed(RelationName name) {
    RelationName next = new RelationName(name.schema(), name.name() + "\0");
    return !columns.subSet(first(name), first(next)).isEmpty();
  }

  private static ColumnUse first(RelationName relation) {
    return new ColumnUse(new ColumnName(relation, ""), Access.READ);
  }

  private boolean hasListedParent(Relation relation) {
    return relation.dependsOn().stream()
        .flatMap(other -> catalogue.find(other).stream())
        .anyMatch(other ->
            other.kind() == RelationKind.PARTITIONED_TABLE
                && whole.contains(new RelationUse(other.name(), Access.READ)));
  }

  private void addInherited(
      Relation relation, SortedSet<RelationName> touched, Set<RelationName> below) {
    if (shows(relation) || (below.contains(relation.name()) && !isListed(relation.name()))) {
      return;
    }
    for (RelationName other : relation.dependsOn()) {
      if (touched.contains(other)) {
        for (Column column : relation.columns()) {
          addLike(relation, column, other, Access.READ);
          addLike(relation, column, other, Access.WRITE);
        }
      }
    }
  }

  private void addLike(Relation relation, Column column, RelationName other, Access access) {
    if (columns.contains(new ColumnUse(new ColumnName(other, column.name()), access))) {
      add(relation, column, access);
    }
  }
}
