package dev.countersign.infrastructure;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From when on an operation that has not gone on is taken for abandoned. Intake, which sweeps, and
 * execution, which settles, are told the same.
 */
final class Sweeping {

  /** How often the sweep comes. */
  static final int PERIOD_MINUTES = 1;

  /** How long execution's function may run: the most that Lambda gives. */
  static final int LONGEST_RUN_SECONDS = 900;

  /** For clocks that differ, slow starts, and calls on their way. */
  private static final int GRACE_SECONDS = 60;

  private Sweeping() {}

  /** This environment, and the times. */
  static SortedMap<String, String> with(Map<String, String> environment) {
    SortedMap<String, String> all = new TreeMap<>(environment);
    all.put("COUNTERSIGN_LONGEST_RUN_SECONDS", Integer.toString(LONGEST_RUN_SECONDS));
    all.put("COUNTERSIGN_SWEEP_GRACE_SECONDS", Integer.toString(GRACE_SECONDS));
    return all;
  }
}
