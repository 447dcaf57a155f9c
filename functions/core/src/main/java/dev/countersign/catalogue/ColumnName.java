package dev.countersign.catalogue;

import java.util.Comparator;

/**
 * The exact name of a column, as the target's catalogue spells it (already folded).
 *
 * @param relation the relation that has the column
 * @param name the column's name
 */
public record ColumnName(RelationName relation, String name) implements Comparable<ColumnName> {

  private static final Comparator<ColumnName> ORDER =
      Comparator.comparing(ColumnName::relation).thenComparing(ColumnName::name);

  @Override
  public int compareTo(ColumnName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return relation + "." + name;
  }
}
