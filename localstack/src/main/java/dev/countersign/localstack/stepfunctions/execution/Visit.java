package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One visit of a frame to a state.
 *
 * @param key under which its facts are kept
 * @param entered the fact of its beginning
 */
record Visit(
    Execution execution,
    Frame frame,
    String key,
    State state,
    Fact entered,
    JsonNode input,
    Map<String, JsonNode> variables) {

  /** What expressions may read, with the raw input as {@code $}. */
  Scope scope() {
    return new Scope(input, context(null), variables, random(key));
  }

  /** The context object, with the task token while a task's parameters are computed. */
  ObjectNode context(@Nullable String token) {
    Identity identity = execution.identity();
    ObjectNode context = JsonText.object();
    context
        .putObject("Execution")
        .put("Id", identity.arn())
        .<ObjectNode>set("Input", JsonText.read(identity.input()).orElseThrow())
        .put("StartTime", identity.startedAt().toString())
        .put("Name", identity.name())
        .put("RoleArn", identity.roleArn())
        .put("RedriveCount", 0);
    context
        .putObject("StateMachine")
        .put("Id", identity.machineArn())
        .put("Name", identity.machineName());
    context
        .putObject("State")
        .put("Name", state.name())
        .put("EnteredTime", entered.at().toString());
    JsonNode item = frame.item();
    if (item != null) {
      context.putObject("Map").set("Item", item);
    }
    if (token != null) {
      context.putObject("Task").put("Token", token);
    }
    return context;
  }

  /**
   * Random values that are the same again after a restart, and differ between places of an
   * execution.
   */
  RandomGenerator random(String place) {
    long mixed = 0xcbf29ce484222325L;
    for (int i = 0; i < place.length(); i++) {
      mixed = (mixed ^ place.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(execution.identity().seed() ^ mixed);
  }

  Fact record(String name, JsonNode value, @Nullable Occurrence occurrence) {
    return execution.record(frame, key + ":" + name, value, occurrence, false);
  }

  /** An event of this visit that follows the frame's last one. */
  Occurrence occurrence(String type, @Nullable ObjectNode details) {
    return new Occurrence(type, frame.lastEvent(), details);
  }
}
