package dev.countersign.localstack.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Asynchronous invocations: each waits for a free process and is tried again after a function
 * error, as Lambda does by default. The queue is in memory only: what waits is lost when the host
 * ends.
 */
final class EventQueue {

  /** Lambda's default: two more attempts, after one minute and after two. */
  static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final int CAPACITY = 1_000;

  private final List<Duration> retryDelays;
  private final Semaphore places = new Semaphore(CAPACITY);

  EventQueue(List<Duration> retryDelays) {
    this.retryDelays = List.copyOf(retryDelays);
  }

  /** Takes an event, unless too many wait already. */
  boolean offer(HostedFunction function, Payload event) {
    if (!places.tryAcquire()) {
      return false;
    }
    Thread.startVirtualThread(() -> deliver(function, event));
    return true;
  }

  private void deliver(HostedFunction function, Payload event) {
    try {
      Outcome outcome = function.invokeWhenFree(event);
      for (Duration delay : retryDelays) {
        if (outcome instanceof Outcome.Returned) {
          return;
        }
        Thread.sleep(delay);
        outcome = function.invokeWhenFree(event);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }
}
