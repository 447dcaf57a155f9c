package dev.countersign.localstack.stepfunctions.execution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The time, and calls at a time: all that executions know of clocks. */
public interface Alarms extends InstantSource {

  /** Calls the action once the time has come, at once if it is past; on a thread of the alarms. */
  Alarm at(Instant time, Runnable action);

  /** A call that has not come yet. */
  interface Alarm {
    void cancel();
  }

  /** Waits until the time has come. */
  default void sleepUntil(Instant time) throws InterruptedException {
    if (!time.isAfter(instant())) {
      return;
    }
    CompletableFuture<Void> rung = new CompletableFuture<>();
    Alarm alarm = at(time, () -> rung.complete(null));
    try {
      rung.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      alarm.cancel();
    }
  }
}
