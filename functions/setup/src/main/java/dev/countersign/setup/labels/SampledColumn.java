package dev.countersign.setup.labels;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.detect.ValueKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a column: never one of its values, only how many of them look like what.
 *
 * @param column the column
 * @param type its type as the target formats it
 * @param readable whether its values could be read
 * @param sampled how many values were looked at, NULL and empty ones not counted
 * @param recognised in how many of them a value of each kind was recognised
 */
record SampledColumn(
    ColumnName column,
    String type,
    boolean readable,
    int sampled,
    SortedMap<ValueKind, Integer> recognised) {

  SampledColumn {
    recognised = Collections.unmodifiableSortedMap(new TreeMap<>(recognised));
  }
}
