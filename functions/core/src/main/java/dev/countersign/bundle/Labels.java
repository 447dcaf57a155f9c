package dev.countersign.bundle;

import dev.countersign.catalogue.ColumnName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of one connection's columns.
 *
 * @param columns the kind of data (such as {@code email}) by column
 */
public record Labels(SortedMap<ColumnName, String> columns) {

  public Labels {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  /** No labels at all. */
  public static Labels none() {
    return new Labels(new TreeMap<>());
  }
}
