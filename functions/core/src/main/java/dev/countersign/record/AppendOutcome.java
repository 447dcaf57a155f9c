package dev.countersign.record;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an append comes to. A store that cannot say throws {@link EvidenceUnavailable}. */
public sealed interface AppendOutcome {

  /** Every entry is durable, by this write or by an equal one before it. */
  record Appended() implements AppendOutcome {}

  /**
   * A condition did not hold, and nothing was written.
   *
   * @param places where it did not: something stood where nothing may, or nothing where something
   *     must
   */
  record Conflict(SortedSet<EntryKey> places) implements AppendOutcome {
    public Conflict {
      places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
    }
  }
}
