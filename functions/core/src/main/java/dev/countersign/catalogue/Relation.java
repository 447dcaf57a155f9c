package dev.countersign.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A relation of the target.
 *
 * @param name its name
 * @param kind what it is
 * @param columns its columns in the target's order
 * @param primaryKey the columns of its primary key; empty where it has none
 * @param dependsOn the relations that it reads (of a view), belongs to (parents of a partition or
 *     of an inheriting table) or consists of (its partitions and the tables that inherit from it),
 *     transitively closed; a system relation among them stands in no catalogue
 * @param callsRoutines whether reading it may call a row policy, a foreign server, a routine that
 *     is not built in, or a built-in one that is volatile or runs a query that it is given
 * @param comment the comment that the target keeps with it; empty where there is none
 * @param definition the query of a view, every name in it by its schema; empty for anything else
 * @param orderedBy the columns whose values may decide in what order the target keeps its rows or
 *     finds them: those of a clustered index, of a partition key, and of each index that has a
 *     predicate or more than one column
 * @param placedBy of a partition, the columns whose values decide that a row is in it: the keys of
 *     the partitioned tables above it
 * @param estimatedBy the columns whose values the target counts together with those of others, by
 *     which it guesses how many rows a condition on any of them leaves
 * @param keys its primary key, unique constraints and foreign keys, by name
 */
public record Relation(
    RelationName name,
    RelationKind kind,
    List<Column> columns,
    List<String> primaryKey,
    SortedSet<RelationName> dependsOn,
    boolean callsRoutines,
    String comment,
    String definition,
    SortedSet<String> orderedBy,
    SortedSet<String> placedBy,
    SortedSet<String> estimatedBy,
    List<KeyConstraint> keys) {

  public Relation {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    dependsOn = Collections.unmodifiableSortedSet(new TreeSet<>(dependsOn));
    orderedBy = Collections.unmodifiableSortedSet(new TreeSet<>(orderedBy));
    placedBy = Collections.unmodifiableSortedSet(new TreeSet<>(placedBy));
    estimatedBy = Collections.unmodifiableSortedSet(new TreeSet<>(estimatedBy));
    keys = List.copyOf(keys);
  }

  /**
   * A relation without a query and without keys that are surveyed by name, whose values decide over
   * no order, place or number of its rows.
   */
  public Relation(
      RelationName name,
      RelationKind kind,
      List<Column> columns,
      List<String> primaryKey,
      SortedSet<RelationName> dependsOn,
      boolean callsRoutines,
      String comment) {
    this(
        name,
        kind,
        columns,
        primaryKey,
        dependsOn,
        callsRoutines,
        comment,
        "",
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        List.of());
  }
}
