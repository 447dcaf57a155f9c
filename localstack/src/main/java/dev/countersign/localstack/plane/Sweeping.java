package dev.countersign.localstack.plane;

import java.time.Duration;

/**
 * When the plane takes an operation for abandoned.
 *
 * @param period how often the sweep comes
 * @param grace what is given to whoever may still work at an operation, beyond the time-out of its
 *     function
 */
public record Sweeping(Duration period, Duration grace) {

  /** Once a minute, as it is deployed. */
  public static Sweeping usual() {
    return new Sweeping(Duration.ofMinutes(1), Duration.ofMinutes(1));
  }
}
