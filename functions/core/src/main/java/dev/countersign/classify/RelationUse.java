package dev.countersign.classify;

import dev.countersign.catalogue.RelationName;
import java.util.Comparator;

/**
 * A relation that an operation touches.
 *
 * @param relation its name; the schema is empty where neither the text nor a catalogue says it
 * @param access how it is touched
 */
public record RelationUse(RelationName relation, Access access) implements Comparable<RelationUse> {

  private static final Comparator<RelationUse> ORDER =
      Comparator.comparing(RelationUse::relation).thenComparing(RelationUse::access);

  /** How something is touched. */
  public enum Access {
    READ,
    WRITE
  }

  @Override
  public int compareTo(RelationUse other) {
    return ORDER.compare(this, other);
  }
}
