package dev.countersign.mask;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which columns of an answer are masked. */
public sealed interface OutputMask {

  /**
   * Exactly these; the text that runs has masked them already.
   *
   * @param positions positions in the answer, from 0
   */
  record Positions(SortedSet<Integer> positions) implements OutputMask {
    public Positions {
      positions = Collections.unmodifiableSortedSet(new TreeSet<>(positions));
    }
  }

  /** Every value is withheld when the answer comes: it could not be said where each comes from. */
  record Everything() implements OutputMask {}

  /** Whether the column at this position, from 0, is masked. */
  default boolean covers(int position) {
    return switch (this) {
      case Positions known -> known.positions().contains(position);
      case Everything everything -> true;
    };
  }
}
