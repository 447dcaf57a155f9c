package dev.countersign.mask;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.ColumnName;
import java.util.Comparator;

/**
 * A column and the label that it carries.
 *
 * @param column the column
 * @param label the kind of data that it holds, such as {@code email}
 * @param mask what stands in its place where it is masked
 */
public record LabelledColumn(ColumnName column, String label, Mask mask)
    implements Comparable<LabelledColumn> {

  private static final Comparator<LabelledColumn> ORDER =
      Comparator.comparing(LabelledColumn::column)
          .thenComparing(LabelledColumn::label)
          .thenComparing(LabelledColumn::mask);

  /** The column with its label. */
  public static LabelledColumn of(ColumnName column, Label label) {
    return new LabelledColumn(column, label.kind(), label.mask());
  }

  @Override
  public int compareTo(LabelledColumn other) {
    return ORDER.compare(this, other);
  }
}
