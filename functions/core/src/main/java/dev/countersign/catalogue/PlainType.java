package dev.countersign.catalogue;

import java.util.Comparator;

/**
 * A type of the target that is not built in and of which a value can be made without calling
 * anything that is not built in: an enum, a domain whose checks call built-in routines only, a
 * range, or a row of such types.
 *
 * @param schema the schema's name
 * @param name the type's name within its schema
 */
public record PlainType(String schema, String name) implements Comparable<PlainType> {

  private static final Comparator<PlainType> ORDER =
      Comparator.comparing(PlainType::name).thenComparing(PlainType::schema);

  @Override
  public int compareTo(PlainType other) {
    return ORDER.compare(this, other);
  }
}
