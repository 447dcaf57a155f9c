package dev.countersign.classify;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.RelationUse.Access;
import java.util.Comparator;

/**
 * A column that an operation touches.
 *
 * @param column its full name, as the target's catalogue spells it
 * @param access how it is touched
 */
public record ColumnUse(ColumnName column, Access access) implements Comparable<ColumnUse> {

  private static final Comparator<ColumnUse> ORDER =
      Comparator.comparing(ColumnUse::column).thenComparing(ColumnUse::access);

  @Override
  public int compareTo(ColumnUse other) {
    return ORDER.compare(this, other);
  }
}
