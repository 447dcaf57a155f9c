package dev.countersign.dynamodb;

import dev.countersign.record.EntryKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one attempt to append came to. */
sealed interface Attempt {

  /** DynamoDB wrote it. */
  record Written() implements Attempt {}

  /**
   * A condition did not hold, and this attempt wrote nothing.
   *
   * @param places where a condition did not hold
   * @param equal those of them where our very entry stands already
   * @param lasting whether one of them can never hold again: nothing is ever deleted, so a place
   *     that must be empty stays occupied, while an entry that must be there may still come
   */
  record Refused(SortedSet<EntryKey> places, SortedSet<EntryKey> equal, boolean lasting)
      implements Attempt {
    public Refused {
      places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
      equal = Collections.unmodifiableSortedSet(new TreeSet<>(equal));
    }
  }

  /**
   * DynamoDB did not judge it.
   *
   * @param cause what happened instead
   * @param repeatable whether it makes sense to try again
   * @param mayHaveTakenEffect whether it may be written, now or later
   */
  record Unjudged(RuntimeException cause, boolean repeatable, boolean mayHaveTakenEffect)
      implements Attempt {}
}
