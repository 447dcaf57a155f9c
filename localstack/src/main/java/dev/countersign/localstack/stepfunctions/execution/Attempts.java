package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Retrier;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes attempts at a state until one succeeds or its retriers give up. */
final class Attempts {
  private final Alarms alarms;

  Attempts(Alarms alarms) {
    this.alarms = alarms;
  }

  /** How one kind of state is attempted. */
  interface Attempt {
    /**
     * One attempt.
     *
     * @param key under which the facts of this attempt are kept
     */
    JsonNode make(String key) throws InterruptedException;

    /** Called after the last attempt failed. */
    default void giveUp(StatesError error) {}
  }

  JsonNode make(Visit visit, List<Retrier> retriers, Attempt attempt) throws InterruptedException {
    int[] retries = new int[retriers.size()];
    for (int number = 0; ; number++) {
      String key = visit.key() + ":" + number;
      String failedKey = key + ":failed";
      Optional<Fact> failed = visit.execution().fact(failedKey);
      if (failed.isEmpty()) {
        try {
          return attempt.make(key);
        } catch (StateFailure failure) {
          failed =
              Optional.of(
                  visit
                      .execution()
                      .record(visit.frame(), failedKey, toJson(failure.error()), null, false));
        }
      }
      StatesError error = fromJson(failed.get().value());
      int taking = taking(retriers, error);
      if (taking < 0 || retries[taking] >= retriers.get(taking).maximumAttempts()) {
        attempt.giveUp(error);
        throw new StateFailure(error);
      }
      Duration delay = retriers.get(taking).delay(retries[taking], visit.random(failedKey));
      retries[taking]++;
      alarms.sleepUntil(failed.get().at().plus(delay));
    }
  }

  private static int taking(List<Retrier> retriers, StatesError error) {
    for (int i = 0; i < retriers.size(); i++) {
      if (retriers.get(i).takes(error)) {
        return i;
      }
    }
    return -1;
  }

  private static ObjectNode toJson(StatesError error) {
    return Details.error(JsonText.object().put("heartbeat", error.heartbeat()), error);
  }

  private static StatesError fromJson(JsonNode json) {
    return new StatesError(
        json.path("error").textValue(),
        json.path("cause").textValue(),
        json.path("heartbeat").booleanValue());
  }
}
