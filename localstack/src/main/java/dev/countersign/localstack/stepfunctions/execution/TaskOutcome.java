package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;

/** How an attempt at a task ended. The first end that is recorded counts, whoever brings it. */
public sealed interface TaskOutcome {

  record Succeeded(JsonNode output) implements TaskOutcome {}

  record Failed(StatesError error) implements TaskOutcome {}

  /**
   * The time was up.
   *
   * @param heartbeat whether it was the time for a heartbeat
   */
  record TimedOut(boolean heartbeat) implements TaskOutcome {}

  /** A state around the task ended before it. */
  record Abandoned() implements TaskOutcome {}

  default ObjectNode toJson() {
    ObjectNode json = JsonText.object();
    return switch (this) {
      case Succeeded(JsonNode output) -> json.set("output", output);
      case Failed(StatesError error) -> json.set("failed", Details.error(JsonText.object(), error));
      case TimedOut(boolean heartbeat) -> json.put("timedOut", heartbeat);
      case Abandoned _ -> json;
    };
  }

  static TaskOutcome fromJson(JsonNode json) {
    if (json.has("output")) {
      return new Succeeded(json.path("output"));
    }
    if (json.has("failed")) {
      JsonNode error = json.path("failed");
      return new Failed(
          new StatesError(error.path("error").textValue(), error.path("cause").textValue()));
    }
    return json.has("timedOut")
        ? new TimedOut(json.path("timedOut").booleanValue())
        : new Abandoned();
  }
}
