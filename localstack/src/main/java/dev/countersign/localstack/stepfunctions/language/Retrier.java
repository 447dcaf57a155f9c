package dev.countersign.localstack.stepfunctions.language;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is made again (field Retry).
 *
 * @param maximumDelay the longest wait, or null
 * @param fullJitter whether the wait is drawn between nothing and the computed delay
 */
public record Retrier(
    List<String> errors,
    long intervalSeconds,
    int maximumAttempts,
    double backoffRate,
    @Nullable Long maximumDelay,
    boolean fullJitter) {

  public Retrier {
    errors = List.copyOf(errors);
  }

  public boolean takes(StatesError error) {
    return errors.stream().anyMatch(error::matches);
  }

  /** How long to wait before the retry of that number, counted from 0. */
  public Duration delay(int retry, RandomGenerator random) {
    double seconds = intervalSeconds * Math.pow(backoffRate, retry);
    if (maximumDelay != null) {
      seconds = Math.min(seconds, maximumDelay);
    }
    seconds = Math.min(seconds, Integer.MAX_VALUE);
    if (fullJitter && seconds > 0) {
      seconds = random.nextDouble(0, seconds);
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
