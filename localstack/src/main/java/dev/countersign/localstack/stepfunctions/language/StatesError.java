package dev.countersign.localstack.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * An error of a state, by the name that retriers and catchers match.
 *
 * @param name the error's name, or null where a Fail state names none
 * @param cause text for people, or null
 * @param heartbeat whether a missed heartbeat is behind a time-out: it is recorded as {@code
 *     States.Timeout} and matches {@code States.HeartbeatTimeout} too
 */
public record StatesError(@Nullable String name, @Nullable String cause, boolean heartbeat) {
  public static final String ALL = "States.ALL";
  public static final String TASK_FAILED = "States.TaskFailed";
  public static final String TIMEOUT = "States.Timeout";
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
  public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
  public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";
  public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";
  public static final String EXCEED_TOLERATED_FAILURE_THRESHOLD =
      "States.ExceedToleratedFailureThreshold";

  public StatesError(@Nullable String name, @Nullable String cause) {
    this(name, cause, false);
  }

  public static StatesError timeout() {
    return new StatesError(TIMEOUT, null);
  }

  public static StatesError missedHeartbeat() {
    return new StatesError(TIMEOUT, null, true);
  }

  /**
   * Whether a retrier or catcher that lists {@code pattern} takes this error. Runtime errors and
   * exceeded data limits end an execution whatever the definition lists (AWS, "Error names").
   */
  public boolean matches(String pattern) {
    if (RUNTIME.equals(name) || DATA_LIMIT_EXCEEDED.equals(name)) {
      return false;
    }
    return switch (pattern) {
      case ALL -> true;
      case TASK_FAILED -> !TIMEOUT.equals(name);
      case HEARTBEAT_TIMEOUT -> heartbeat || HEARTBEAT_TIMEOUT.equals(name);
      case String other -> other.equals(name);
    };
  }
}
