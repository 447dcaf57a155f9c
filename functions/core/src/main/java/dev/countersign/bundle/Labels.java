package dev.countersign.bundle;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.detect.ValueKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels of one connection's columns.
 *
 * @param columns the kind of data (such as {@code email}) by column
 * @param undetected kinds of values that answers are not searched for
 */
public record Labels(SortedMap<ColumnName, String> columns, SortedSet<ValueKind> undetected) {

  public Labels {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    undetected = Collections.unmodifiableSortedSet(new TreeSet<>(undetected));
  }

  /** No labels at all. */
  public static Labels none() {
    return new Labels(new TreeMap<>(), new TreeSet<>());
  }
}
