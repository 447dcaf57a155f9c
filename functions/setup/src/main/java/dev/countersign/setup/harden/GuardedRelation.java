package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A relation with labelled columns.
 *
 * @param name its name
 * @param columns its columns in the target's order
 * @param labelled the names of those that the role must not read: labelled themselves, by a parent
 *     or a child, or generated beside one that is
 * @param readByRole whether the role may read any of its columns now
 * @param readByPublic whether every role may
 */
record GuardedRelation(
    RelationName name,
    List<GuardedColumn> columns,
    SortedSet<String> labelled,
    boolean readByRole,
    boolean readByPublic) {

  GuardedRelation {
    columns = List.copyOf(columns);
    labelled = Collections.unmodifiableSortedSet(new TreeSet<>(labelled));
  }

  boolean isLabelled(GuardedColumn column) {
    return labelled.contains(column.name());
  }

  List<GuardedColumn> open() {
    return columns.stream().filter(column -> !isLabelled(column)).toList();
  }
}
