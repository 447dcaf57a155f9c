package dev.countersign.mask;

import dev.countersign.catalogue.ColumnName;
import java.util.Comparator;

/**
 * A column and the label that it carries.
 *
 * @param column the column
 * @param label the kind of data that it holds, such as {@code email}
 */
public record LabelledColumn(ColumnName column, String label)
    implements Comparable<LabelledColumn> {

  private static final Comparator<LabelledColumn> ORDER =
      Comparator.comparing(LabelledColumn::column).thenComparing(LabelledColumn::label);

  @Override
  public int compareTo(LabelledColumn other) {
    return ORDER.compare(this, other);
  }
}
