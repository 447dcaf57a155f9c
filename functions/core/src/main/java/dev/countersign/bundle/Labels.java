package dev.countersign.bundle;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.detect.ValueKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels of one connection's columns.
 *
 * @param columns the label of each column that is named exactly
 * @param patterns labels by pattern, for columns that are not; the one that says most holds
 * @param undetected kinds of values that answers are not searched for
 */
public record Labels(
    SortedMap<ColumnName, Label> columns,
    List<LabelPattern> patterns,
    SortedSet<ValueKind> undetected) {

  public Labels {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    patterns = patterns.stream().sorted().toList();
    undetected = Collections.unmodifiableSortedSet(new TreeSet<>(undetected));
  }

  /** No labels at all. */
  public static Labels none() {
    return new Labels(new TreeMap<>(), List.of(), new TreeSet<>());
  }

  /** The label of this column. */
  public Optional<Label> of(ColumnName column) {
    Optional<Label> exact = Optional.ofNullable(columns.get(column));
    return exact.isPresent()
        ? exact
        : patterns.stream()
            .filter(pattern -> pattern.fits(column))
            .findFirst()
            .map(LabelPattern::label);
  }
}
