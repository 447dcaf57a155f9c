package dev.countersign.record;

import dev.countersign.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * From when on an operation that has not gone on is taken for abandoned: whoever worked at it must
 * have died.
 *
 * @param longestRun the longest that execution can run: the time-out of its function
 * @param grace what is given beyond that for clocks that differ, slow starts and calls on their way
 */
public record Overdue(Duration longestRun, Duration grace) {

  /** The environment variable with the seconds of the longest run. */
  public static final String LONGEST_RUN = "COUNTERSIGN_LONGEST_RUN_SECONDS";

  /** The environment variable with the seconds of grace. */
  public static final String GRACE = "COUNTERSIGN_SWEEP_GRACE_SECONDS";

  public Overdue {
    if (!longestRun.isPositive() || !grace.isPositive()) {
      throw new IllegalArgumentException("a longest run and a grace take time");
    }
  }

  /**
   * What this environment says.
   *
   * @throws IllegalStateException if it does not say it
   */
  public static Overdue in(Environment environment) {
    return new Overdue(environment.seconds(LONGEST_RUN), environment.seconds(GRACE));
  }

  /**
   * The instant from which on nobody works at the operation any more. It waits for nobody but
   * approvers, and for them until its expiry, unless their votes have come to an end that is not
   * recorded: whoever took the last of them must record it.
   *
   * @throws IllegalStateException if the operation is closed
   */
  public Instant from(CaseFile file) {
    return switch (file.state()) {
      case PERMITTED -> requested(file).at().plus(grace);
      case WAITING -> (file.verdict().isPresent() ? lastVote(file) : expiry(file)).plus(grace);
      case APPROVED -> file.evidence(Evidence.Approved.class).getFirst().at().plus(grace);
      case RUNNING, STOPPING ->
          file.evidence(Evidence.Started.class).getFirst().at().plus(longestRun).plus(grace);
      case DENIED, SUCCEEDED, FAILED, UNKNOWN, REFUSED, EXPIRED, CANCELLED, VOIDED ->
          throw new IllegalStateException("a closed operation is never overdue");
    };
  }

  private static Instant expiry(CaseFile file) {
    return file.expiresAt()
        .orElseThrow(() -> new IllegalStateException("what waits has an expiry"));
  }

  private static Instant lastVote(CaseFile file) {
    return file.evidence(Evidence.Voted.class).stream()
        .map(Evidence::at)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("a verdict is made of votes"));
  }

  private static Evidence.Requested requested(CaseFile file) {
    return file.requested()
        .orElseThrow(() -> new IllegalStateException("nothing is recorded of the operation"));
  }
}
