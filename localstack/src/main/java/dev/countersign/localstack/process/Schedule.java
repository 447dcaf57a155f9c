package dev.countersign.localstack.process;

import java.time.Duration;

/**
 * An event that comes again and again, as a rule of EventBridge makes it: constant, and delivered
 * as an asynchronous invocation.
 *
 * @param function the function that it is for
 * @param event the event as JSON
 * @param period how much time lies between two of them
 */
public record Schedule(String function, String event, Duration period) {

  public Schedule {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("a schedule has a period");
    }
  }
}
