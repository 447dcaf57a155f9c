package dev.countersign.localstack.stepfunctions;

import dev.countersign.localstack.stepfunctions.execution.Alarms;
import java.time.Duration;
import java.time.Instant;

/**
 * Time that leaps to whatever somebody waits for, except for what lies years ahead; it starts when
 * the corpus was captured.
 */
final class LeapingAlarms implements Alarms {
  private static final Instant CAPTURED = Instant.parse("2026-11-20T12:02:13Z");
  private static final Duration FAR = Duration.ofDays(3650);

  private Instant now = CAPTURED;

  synchronized void reset() {
    now = CAPTURED;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Alarm at(Instant time, Runnable action) {
    if (Duration.between(now, time).compareTo(FAR) < 0) {
      now = time.isAfter(now) ? time : now;
      Thread.startVirtualThread(action);
    }
    return () -> {};
  }
}
