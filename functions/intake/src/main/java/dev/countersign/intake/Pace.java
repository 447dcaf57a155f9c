package dev.countersign.intake;

import java.time.Duration;

/** How a poll waits between two looks at the evidence. */
public interface Pace {

  /** Waits this long, at the most. */
  void pause(Duration duration);

  /** Really waits. */
  static Pace realTime() {
    return duration -> {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for an operation", e);
      }
    };
  }
}
