package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.Branch;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs an execution from wherever its facts say it stands to its end. A state whose exit is
 * recorded is passed over; a state that was entered is taken up again where its own facts end.
 */
final class Interpreter {
  private final Execution execution;
  private final StateRun states;

  Interpreter(Execution execution, Alarms alarms, LambdaEndpoint lambda, TaskTokens tokens) {
    this.execution = execution;
    this.states = new StateRun(this, alarms, lambda, tokens);
  }

  /** Runs until the end, which it records. */
  void run() throws InterruptedException {
    JsonNode input = JsonText.read(execution.identity().input()).orElseThrow();
    try {
      JsonNode output = run(Frame.root(), execution.machine().root(), input, Map.of());
      execution.end(new Ending.Succeeded(JsonText.write(output)));
    } catch (StateFailure failure) {
      execution.end(new Ending.Failed(failure.error()));
    }
  }

  /** Runs one branch and returns its output. */
  JsonNode run(Frame frame, Branch branch, JsonNode input, Map<String, JsonNode> inherited)
      throws InterruptedException {
    Map<String, JsonNode> variables = new TreeMap<>(inherited);
    JsonNode data = input;
    String name = branch.startAt();
    for (int number = 0; ; number++) {
      Step step = step(frame, branch.state(name), number, data, variables);
      variables.putAll(step.assigned());
      data = step.output();
      String next = step.next();
      if (next == null) {
        return data;
      }
      name = next;
    }
  }

  private Step step(
      Frame frame, State state, int number, JsonNode data, Map<String, JsonNode> variables)
      throws InterruptedException {
    String key = frame.step(number);
    Optional<Fact> exited = execution.fact(key + ":exited");
    if (exited.isPresent()) {
      frame.follow(exited.get());
      return Step.fromJson(exited.get().value());
    }
    ObjectNode details = Details.input(JsonText.object(), JsonText.write(data));
    Fact entered =
        execution.record(
            frame,
            key + ":entered",
            JsonNodeFactory.instance.nullNode(),
            new Occurrence(
                state.kind() + "StateEntered",
                frame.lastEvent(),
                details.put("name", state.name())),
            false);
    Visit visit = new Visit(execution, frame, key, state, entered, data, Map.copyOf(variables));
    try {
      Step step = states.run(visit);
      exit(visit, step);
      return step;
    } catch (StateFailure failure) {
      throw located(visit, failure);
    }
  }

  private static void exit(Visit visit, Step step) {
    State state = visit.state();
    String output = JsonText.write(step.output());
    if (JsonText.exceedsLimit(output)) {
      throw new StateFailure(
          new StatesError(
              StatesError.DATA_LIMIT_EXCEEDED,
              "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                  .formatted(state.name())));
    }
    ObjectNode details = Details.output(JsonText.object().put("name", state.name()), output);
    if (!step.assigned().isEmpty()) {
      ObjectNode assigned = details.putObject("assignedVariables");
      step.assigned().forEach((name, value) -> assigned.put(name, JsonText.write(value)));
      details.putObject("assignedVariablesDetails").put("truncated", false);
    }
    visit.record("exited", step.toJson(), visit.occurrence(state.kind() + "StateExited", details));
  }

  /** Says in the cause of a fault of the data where it arose, once. */
  private static StateFailure located(Visit visit, StateFailure failure) {
    StatesError error = failure.error();
    String opening = "An error occurred while executing the state '";
    if (!StatesError.RUNTIME.equals(error.name())
        || String.valueOf(error.cause()).startsWith(opening)) {
      return failure;
    }
    return StateFailure.runtime(
        "%s%s' (entered at the event id #%d). %s"
            .formatted(opening, visit.state().name(), visit.entered().eventId(), error.cause()));
  }
}
