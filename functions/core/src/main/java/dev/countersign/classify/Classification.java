package dev.countersign.classify;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an operation would do. Data that policies, approvers and auditors see; it never quotes a
 * literal of the text.
 *
 * @param effect what it does at the worst
 * @param relations every relation that it touches
 * @param columns every column of these that it may touch, and perhaps more: where a name may mean
 *     several columns all of them are here. Only of relations that the catalogue knows
 * @param functions every function that it calls, folded, as written
 * @param signals what else is worth knowing
 * @param reason one line that says why the effect is not READ; empty for a read
 */
public record Classification(
    Effect effect,
    SortedSet<RelationUse> relations,
    SortedSet<ColumnUse> columns,
    SortedSet<String> functions,
    SortedSet<Signal> signals,
    String reason) {

  public Classification {
    relations = Collections.unmodifiableSortedSet(new TreeSet<>(relations));
    columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    signals = Collections.unmodifiableSortedSet(new TreeSet<>(signals));
  }

  /**
   * Which of these columns it may touch. Of a relation that is reached without being named (a
   * partition, a parent) no column is listed: there a column counts if one of its name is touched,
   * since inherited columns keep their names.
   */
  public SortedSet<ColumnName> touched(SortedSet<ColumnName> among) {
    Set<ColumnName> listed = new HashSet<>();
    Set<RelationName> relationsListed = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (ColumnUse use : columns) {
      listed.add(use.column());
      relationsListed.add(use.column().relation());
      names.add(use.column().name());
    }
    SortedSet<ColumnName> touched = new TreeSet<>();
    for (ColumnName column : among) {
      boolean byName =
          !relationsListed.contains(column.relation()) && names.contains(column.name());
      if (byName || listed.contains(column)) {
        touched.add(column);
      }
    }
    return touched;
  }
}
