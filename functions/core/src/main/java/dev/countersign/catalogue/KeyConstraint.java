package dev.countersign.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table by which rows are told apart or point at rows of another. What such a
 * constraint says holds of every row, so it tells of no value.
 *
 * @param name its name, which need not be unique within a schema
 * @param kind what it is
 * @param columns the columns of its own table, in its order
 * @param reference what a foreign key points at; empty for the other kinds
 */
public record KeyConstraint(
    String name, Kind kind, List<String> columns, Optional<Reference> reference) {

  public KeyConstraint {
    columns = List.copyOf(columns);
    if (reference.isPresent() != (kind == Kind.FOREIGN_KEY)) {
      throw new IllegalArgumentException("exactly a foreign key points at something");
    }
  }

  /** What a key constraint is. */
  public enum Kind {
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY
  }

  /**
   * What a foreign key points at.
   *
   * @param relation the other table, or the same
   * @param columns its columns, one for each of the foreign key's
   */
  public record Reference(RelationName relation, List<String> columns) {

    public Reference {
      columns = List.copyOf(columns);
    }
  }
}
