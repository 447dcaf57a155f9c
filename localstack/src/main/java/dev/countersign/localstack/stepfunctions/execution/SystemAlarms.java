package dev.countersign.localstack.stepfunctions.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Alarms on the clock of the machine. Actions run on virtual threads, so that none holds up
 * another.
 */
public final class SystemAlarms implements Alarms, AutoCloseable {
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alarms").factory());

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Alarm at(Instant time, Runnable action) {
    long delay = Math.max(0, Duration.between(instant(), time).toMillis() + 1);
    ScheduledFuture<?> scheduled =
        scheduler.schedule(() -> Thread.startVirtualThread(action), delay, TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
