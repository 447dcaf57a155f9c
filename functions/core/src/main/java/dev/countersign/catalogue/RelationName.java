package dev.countersign.catalogue;

import java.util.Comparator;

/**
 * The exact name of a table, view or the like, as the target's catalogue spells it (already
 * folded).
 *
 * @param schema the schema's name
 * @param name the relation's name within its schema
 */
public record RelationName(String schema, String name) implements Comparable<RelationName> {

  private static final Comparator<RelationName> ORDER =
      Comparator.comparing(RelationName::schema).thenComparing(RelationName::name);

  @Override
  public int compareTo(RelationName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
