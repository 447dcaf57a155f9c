package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.Amount;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The run of a distributed Map over an array in the input. Its items run within the execution,
 * without events in its history; they are no executions of their own that could be listed.
 */
final class DistributedRun {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  /** AWS allows 10,000 at the same time; one machine does not gain by that. */
  private static final int CONCURRENCY = 1_000;

  private final Interpreter interpreter;

  DistributedRun(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  List<JsonNode> run(
      Visit visit,
      State.Iteration iteration,
      State.Tolerance tolerance,
      String key,
      Scope effective,
      List<JsonNode> items,
      int concurrency)
      throws InterruptedException {
    double tolerated = tolerated(tolerance, effective, items.size());
    event(visit, key + ":runStarted", "MapRunStarted", mapRun(visit));
    AtomicInteger failures = new AtomicInteger();
    List<Branches.Run> runs = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      JsonNode item = IterationRun.item(index, items.get(index));
      Frame frame = visit.frame().item(key + "." + index, 0, true, item);
      JsonNode input = IterationRun.selected(iteration, effective, item);
      runs.add(
          new Branches.Run(
              frame, () -> iterate(visit, iteration, frame, input, failures, tolerated)));
    }
    int most = concurrency == 0 ? CONCURRENCY : Math.min(concurrency, CONCURRENCY);
    List<JsonNode> outputs = new ArrayList<>();
    try {
      outputs.addAll(new Branches(visit.execution()).all(runs, most));
    } catch (StateFailure failure) {
      event(
          visit,
          key + ":runEnded",
          "MapRunFailed",
          Details.error(JsonText.object(), failure.error()));
      throw failure;
    }
    event(visit, key + ":runEnded", "MapRunSucceeded", null);
    outputs.removeIf(JsonNode::isMissingNode);
    return outputs;
  }

  private JsonNode iterate(
      Visit visit,
      State.Iteration iteration,
      Frame frame,
      JsonNode input,
      AtomicInteger failures,
      double tolerated)
      throws InterruptedException {
    try {
      return interpreter.run(frame, iteration.processor(), input, visit.variables());
    } catch (StateFailure failure) {
      if (failures.incrementAndGet() > tolerated) {
        throw new StateFailure(
            new StatesError(
                StatesError.EXCEED_TOLERATED_FAILURE_THRESHOLD,
                "The specified tolerated failure threshold was exceeded"));
      }
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static double tolerated(State.Tolerance tolerance, Scope effective, int items) {
    Amount count = tolerance.count();
    long countLimit = 0;
    if (count != null) {
      countLimit = count.integer(effective);
      if (countLimit < 0) {
        throw StateFailure.runtime("ToleratedFailureCount cannot be negative.");
      }
    }
    Amount percentage = tolerance.percentage();
    if (percentage == null) {
      return (double) countLimit;
    }
    double share = percentage.number(effective);
    if (share < 0 || share > 100) {
      throw StateFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.");
    }
    double shareLimit = share * items / 100;
    return count == null ? shareLimit : Math.min((double) countLimit, shareLimit);
  }

  private static ObjectNode mapRun(Visit visit) {
    Identity identity = visit.execution().identity();
    String run =
        UUID.nameUUIDFromBytes((identity.arn() + visit.key()).getBytes(StandardCharsets.UTF_8))
            .toString();
    String arn =
        identity.machineArn().replace(":stateMachine:", ":mapRun:")
            + "/"
            + visit.state().name()
            + ":"
            + run;
    return JsonText.object().put("mapRunArn", arn);
  }

  private static void event(Visit visit, String key, String type, @Nullable ObjectNode details) {
    visit.execution().record(visit.frame(), key, NOTHING, visit.occurrence(type, details), false);
  }
}
