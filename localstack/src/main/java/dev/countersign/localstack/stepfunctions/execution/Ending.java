package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import org.jspecify.annotations.Nullable;

/** How an execution ended. */
public sealed interface Ending {

  record Succeeded(String output) implements Ending {}

  record Failed(StatesError error) implements Ending {}

  record TimedOut() implements Ending {}

  record Aborted(StatesError error) implements Ending {}

  default ExecutionStatus status() {
    return switch (this) {
      case Succeeded _ -> ExecutionStatus.SUCCEEDED;
      case Failed _ -> ExecutionStatus.FAILED;
      case TimedOut _ -> ExecutionStatus.TIMED_OUT;
      case Aborted _ -> ExecutionStatus.ABORTED;
    };
  }

  /** The error behind an end that is not a success. */
  default @Nullable StatesError fault() {
    return switch (this) {
      case Succeeded _ -> null;
      case Failed(StatesError error) -> error;
      case TimedOut _ -> StatesError.timeout();
      case Aborted(StatesError error) -> error;
    };
  }

  /** The last event of the history. */
  default Occurrence occurrence(long previousId) {
    ObjectNode details =
        switch (this) {
          case Succeeded(String output) -> Details.output(JsonText.object(), output);
          case Failed(StatesError error) -> Details.error(JsonText.object(), error);
          case TimedOut _ -> null;
          case Aborted(StatesError error) -> Details.error(JsonText.object(), error);
        };
    String type =
        switch (this) {
          case Succeeded _ -> "ExecutionSucceeded";
          case Failed _ -> "ExecutionFailed";
          case TimedOut _ -> "ExecutionTimedOut";
          case Aborted _ -> "ExecutionAborted";
        };
    return new Occurrence(type, previousId, details);
  }

  default ObjectNode toJson() {
    ObjectNode json = JsonText.object().put("status", status().name());
    if (this instanceof Succeeded(String output)) {
      json.put("output", output);
    }
    StatesError fault = fault();
    return fault == null ? json : Details.error(json, fault);
  }

  static Ending fromJson(JsonNode json) {
    StatesError error =
        new StatesError(json.path("error").textValue(), json.path("cause").textValue());
    return switch (ExecutionStatus.valueOf(json.path("status").asText())) {
      case SUCCEEDED -> new Succeeded(json.path("output").asText());
      case FAILED -> new Failed(error);
      case TIMED_OUT -> new TimedOut();
      case ABORTED -> new Aborted(error);
      case RUNNING -> throw new IllegalArgumentException("an ending cannot be running");
    };
  }
}
