package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.localstack.stepfunctions.language.Branch;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.util.ArrayList;
import java.util.List;

/** Attempts at a Parallel state. */
final class ParallelRun {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private final Interpreter interpreter;

  ParallelRun(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Attempts.Attempt of(Visit visit, State.Parallel parallel) {
    return new Attempts.Attempt() {
      @Override
      public JsonNode make(String key) throws InterruptedException {
        return attempt(visit, parallel, key);
      }

      @Override
      public void giveUp(StatesError error) {
        visit.record("gaveUp", NOTHING, visit.occurrence("ParallelStateFailed", null));
      }
    };
  }

  private JsonNode attempt(Visit visit, State.Parallel parallel, String key)
      throws InterruptedException {
    Scope raw = visit.scope();
    JsonNode argument =
        parallel.flow().argument(raw.withInput(parallel.flow().effectiveInput(raw)));
    Execution execution = visit.execution();
    Fact started =
        execution.record(
            visit.frame(),
            key + ":started",
            NOTHING,
            visit.occurrence("ParallelStateStarted", null),
            false);
    List<Branches.Run> runs = new ArrayList<>();
    for (Branch branch : parallel.branches()) {
      Frame frame = visit.frame().branch(key + "." + runs.size(), started.eventId());
      runs.add(
          new Branches.Run(
              frame, () -> interpreter.run(frame, branch, argument, visit.variables())));
    }
    List<JsonNode> outputs = new Branches(execution).all(runs, runs.size() + 1);
    execution.record(
        visit.frame(),
        key + ":succeeded",
        NOTHING,
        visit.occurrence("ParallelStateSucceeded", null),
        false);
    return JsonText.array().addAll(outputs);
  }
}
