package dev.countersign.clearance;

import dev.countersign.bundle.Connection;
import java.util.Arrays;

/**
 * Measures what a listing of a connection's relations costs: each time as by a fresh function,
 * whose policies have answered nothing yet, on a warm machine. A program, to be started from the
 * class path of this module's tests.
 */
final class CallerCatalogueTimes {

  private static final int RELATIONS = 200;
  private static final int RUNS = 9;

  private static final String POLICIES =
      """
      @id("all-may-work")
      permit (principal, action in [Action::"connect", Action::"read", Action::"write"],
        resource in Connection::"wide");
      @id("writes-need-a-dba") @message("a DBA countersigns") @approvers("dba") @quorum("1")
      @expires("PT4H")
      forbid (principal, action == Action::"write", resource in Connection::"wide")
      unless { context.approved };
      @id("writes-of-t0007-need-two") @message("two do") @approvers("dba") @quorum("2")
      @expires("PT4H")
      forbid (principal, action == Action::"write", resource == Relation::"wide.public.t0007")
      unless { context.approved };
      @id("phones-are-seen")
      permit (principal, action == Action::"see", resource in Connection::"wide")
      when { resource.label == "phone" };
      """;

  private CallerCatalogueTimes() {}

  /**
   * Prints the median of several runs, in milliseconds, for both ways to take unlabelled columns.
   */
  public static void main(String[] arguments) {
    for (Connection.Unlabelled unlabelled : Connection.Unlabelled.values()) {
      long[] times = new long[RUNS];
      for (int run = 0; run < RUNS; run++) {
        CallerCatalogue known = new WideTarget(RELATIONS, unlabelled, POLICIES).known();
        long begun = System.nanoTime();
        long usable = known.names().stream().filter(name -> known.usable(name).isPresent()).count();
        times[run] = System.nanoTime() - begun;
        if (usable != RELATIONS) {
          throw new IllegalStateException("only " + usable + " relations are usable");
        }
      }
      System.out.printf("unlabelled %s: first %d ms, ", unlabelled, times[0] / 1_000_000);
      Arrays.sort(times);
      System.out.printf("median %d ms%n", times[RUNS / 2] / 1_000_000);
    }
  }
}
