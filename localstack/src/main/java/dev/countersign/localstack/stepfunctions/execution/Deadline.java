package dev.countersign.localstack.stepfunctions.execution;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a task's attempt when its time is up, or when a heartbeat is. Counted from what is recorded,
 * so a restart changes nothing.
 */
final class Deadline {
  private final Alarms alarms;
  private final Execution execution;
  private final String task;
  private final Instant startedAt;
  private final @Nullable Long timeout;
  private final @Nullable Long heartbeat;
  private Alarms.@Nullable Alarm alarm;
  private boolean cancelled;

  Deadline(
      Alarms alarms,
      Execution execution,
      String task,
      Instant startedAt,
      @Nullable Long timeout,
      @Nullable Long heartbeat) {
    this.alarms = alarms;
    this.execution = execution;
    this.task = task;
    this.startedAt = startedAt;
    this.timeout = timeout;
    this.heartbeat = heartbeat;
  }

  /** Sets the alarm for the next time that counts, or ends the attempt if that is past. */
  synchronized void watch() {
    if (cancelled) {
      return;
    }
    Instant now = alarms.instant();
    Instant end = timeout == null ? null : startedAt.plusSeconds(timeout);
    if (end != null && !now.isBefore(end)) {
      execution.endTask(task, new TaskOutcome.TimedOut(false));
      return;
    }
    Instant beat = nextBeat();
    if (beat != null && !now.isBefore(beat)) {
      execution.endTask(task, new TaskOutcome.TimedOut(true));
      return;
    }
    Instant next = end == null || (beat != null && beat.isBefore(end)) ? beat : end;
    if (next != null) {
      alarm = alarms.at(next, this::watch);
    }
  }

  synchronized void cancel() {
    cancelled = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private @Nullable Instant nextBeat() {
    if (heartbeat == null) {
      return null;
    }
    Optional<Fact> last = execution.fact(Execution.heartbeat(task));
    return last.map(Fact::at).orElse(startedAt).plusSeconds(heartbeat);
  }
}
