package dev.countersign.dynamodb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long the log tries: at most six attempts, none begun after six seconds, with a
 * pause of random length between them whose bound doubles from 25 ms to 400 ms (AWS Architecture
 * Blog, "Exponential Backoff And Jitter": full jitter).
 */
final class Patience {

  private static final int ATTEMPTS = 6;
  private static final long FIRST_BOUND_MILLIS = 25;
  private static final long LAST_BOUND_MILLIS = 400;
  private static final Duration LIMIT = Duration.ofSeconds(6);

  private final long begun = System.nanoTime();
  private int attempts = 1;

  /**
   * Waits before the next attempt.
   *
   * @return whether there is one
   */
  boolean another() {
    if (attempts >= ATTEMPTS || System.nanoTime() - begun > LIMIT.toNanos()) {
      return false;
    }
    long bound = Math.min(LAST_BOUND_MILLIS, FIRST_BOUND_MILLIS << (attempts - 1));
    attempts++;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(bound + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
