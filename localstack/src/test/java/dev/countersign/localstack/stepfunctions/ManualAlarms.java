package dev.countersign.localstack.stepfunctions;

import dev.countersign.localstack.stepfunctions.execution.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still until a test moves it. */
final class ManualAlarms implements Alarms {
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final List<Pending> pending = new ArrayList<>();

  private record Pending(Instant time, Runnable action) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public Alarm at(Instant time, Runnable action) {
    Pending alarm = new Pending(time, action);
    synchronized (this) {
      pending.add(alarm);
      notifyAll();
    }
    fire();
    return () -> {
      synchronized (this) {
        pending.remove(alarm);
      }
    };
  }

  void advance(Duration duration) {
    synchronized (this) {
      now = now.plus(duration);
    }
    fire();
  }

  /** Moves the time to the next alarm, once somebody has set one. */
  synchronized void leap() throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (pending.isEmpty()) {
      long left = (giveUp - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("nobody set an alarm within 20 seconds");
      }
      wait(left);
    }
    Instant next = pending.stream().map(Pending::time).min(Instant::compareTo).orElseThrow();
    if (next.isAfter(now)) {
      now = next;
    }
    fire();
  }

  private synchronized void fire() {
    List<Pending> due = pending.stream().filter(alarm -> !alarm.time().isAfter(now)).toList();
    pending.removeAll(due);
    due.forEach(alarm -> Thread.startVirtualThread(alarm.action()));
  }
}
