package dev.countersign.localstack.plane;

import java.time.Duration;

/**
 * How many processes each function has, and how long execution may take.
 *
 * @param intake how many requests intake serves at once
 * @param approval how many approval does
 * @param execution how many operations run at once
 * @param executionTimeout how long one run of execution may take
 */
public record FunctionLimits(int intake, int approval, int execution, Duration executionTimeout) {

  static FunctionLimits usual() {
    return new FunctionLimits(4, 2, 3, Duration.ofSeconds(60));
  }
}
