package dev.countersign.clearance;

import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A relation that a caller may use.
 *
 * @param relation the relation
 * @param uses what they may do with it; what stands not here they may not
 * @param masked the columns that come masked for them
 * @param keys its keys that they may know: without the foreign keys to what they may use for
 *     nothing
 */
public record UsableRelation(
    Relation relation,
    SortedMap<Use, Leave> uses,
    SortedSet<String> masked,
    List<KeyConstraint> keys) {

  public UsableRelation {
    uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
    masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
    keys = List.copyOf(keys);
  }

  /** What a relation is used for. */
  public enum Use {
    READ,
    WRITE;

    /** The word for callers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a use is left to the caller. */
  public enum Leave {
    PERMITTED("permitted"),
    NEEDS_APPROVAL("needs-approval"),
    /** The policy has nothing against it, but not all of it can surely be masked. */
    CANNOT_BE_MASKED("cannot-be-masked");

    private final String word;

    Leave(String word) {
      this.word = word;
    }

    /** The word for callers. */
    public String word() {
      return word;
    }
  }
}
