package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.execution.Ending;
import dev.countersign.localstack.stepfunctions.execution.Execution;
import dev.countersign.localstack.stepfunctions.execution.ExecutionStatus;
import dev.countersign.localstack.stepfunctions.execution.Executions;
import dev.countersign.localstack.stepfunctions.execution.HistoryEvent;
import dev.countersign.localstack.stepfunctions.execution.Identity;
import dev.countersign.localstack.stepfunctions.execution.StartAnswer;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on executions. */
final class ExecutionOperations {
  private static final SecureRandom SEEDS = new SecureRandom();

  private final MachineOperations machines;
  private final Executions executions;

  ExecutionOperations(MachineOperations machines, Executions executions) {
    this.machines = machines;
    this.executions = executions;
  }

  ObjectNode start(ObjectNode body) throws ApiError, IOException {
    WireRequest request =
        new WireRequest(body, Set.of("stateMachineArn", "name", "input", "traceHeader"));
    MachineRecord machine = machines.need(request);
    if (machine.deleting()) {
      throw new ApiError(
          "StateMachineDeleting", "State Machine is being deleted: '%s'".formatted(machine.arn()));
    }
    String name = request.text("name").orElseGet(() -> UUID.randomUUID().toString());
    Identity identity =
        new Identity(
            Arn.execution(machine.name(), Arn.requireName(name)),
            name,
            machine.arn(),
            machine.name(),
            machine.roleArn(),
            machine.definition(),
            input(request),
            executions.now(),
            SEEDS.nextLong());
    StartAnswer answer = executions.start(identity, MachineOperations.parse(machine.definition()));
    return switch (answer) {
      case StartAnswer.Started(Execution execution) ->
          JsonText.object()
              .put("executionArn", execution.identity().arn())
              .put("startDate", HistoryEvent.epochSeconds(execution.identity().startedAt()));
      case StartAnswer.NameTaken(Execution execution) ->
          throw new ApiError(
              "ExecutionAlreadyExists",
              "Execution Already Exists: '%s'".formatted(execution.identity().arn()));
    };
  }

  private static String input(WireRequest request) throws ApiError {
    String input = request.text("input").orElse("{}");
    if (JsonText.exceedsLimit(input)) {
      throw ApiError.validation(
          "Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144");
    }
    if (JsonText.read(input).isEmpty()) {
      throw new ApiError(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: 'not one JSON value'");
    }
    return input;
  }

  ObjectNode describe(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("executionArn", "includedData"));
    Execution execution = need(request);
    ObjectNode answer = summary(execution);
    answer.put("input", execution.identity().input());
    answer.putObject("inputDetails").put("included", true);
    execution
        .ending()
        .ifPresent(ending -> {
          if (ending instanceof Ending.Succeeded(String output)) {
            answer.put("output", output);
            answer.putObject("outputDetails").put("included", true);
          }
          error(answer, ending.fault());
        });
    return answer.put("redriveCount", 0).put("redriveStatus", "NOT_REDRIVABLE");
  }

  private static void error(ObjectNode answer, @Nullable StatesError error) {
    if (error != null && error.name() != null) {
      answer.put("error", error.name());
    }
    if (error != null && error.cause() != null) {
      answer.put("cause", error.cause());
    }
  }

  private static ObjectNode summary(Execution execution) {
    Identity identity = execution.identity();
    ObjectNode answer =
        JsonText.object()
            .put("executionArn", identity.arn())
            .put("stateMachineArn", identity.machineArn())
            .put("name", identity.name())
            .put("status", status(execution).name())
            .put("startDate", HistoryEvent.epochSeconds(identity.startedAt()));
    execution.endedAt().ifPresent(end -> answer.put("stopDate", HistoryEvent.epochSeconds(end)));
    return answer;
  }

  private static ExecutionStatus status(Execution execution) {
    return execution.ending().map(Ending::status).orElse(ExecutionStatus.RUNNING);
  }

  ObjectNode list(ObjectNode body) throws ApiError {
    WireRequest request =
        new WireRequest(body, Set.of("stateMachineArn", "statusFilter", "maxResults", "nextToken"));
    MachineRecord machine = machines.need(request);
    Optional<String> filter = request.text("statusFilter");
    if (filter.isPresent()
        && Arrays.stream(ExecutionStatus.values())
            .noneMatch(status -> status.name().equals(filter.get()))) {
      throw ApiError.validation("the status '%s' is not supported".formatted(filter.get()));
    }
    List<Execution> shown =
        executions.of(machine.arn()).stream()
            .filter(execution -> filter.isEmpty() || status(execution).name().equals(filter.get()))
            .toList();
    return Page.of(
        request,
        shown,
        "executions",
        execution -> execution.identity().arn(),
        ExecutionOperations::summary);
  }

  ObjectNode history(ObjectNode body) throws ApiError {
    WireRequest request =
        new WireRequest(
            body,
            Set.of(
                "executionArn", "maxResults", "nextToken", "reverseOrder", "includeExecutionData"));
    List<HistoryEvent> history = need(request).history();
    boolean withData = request.flag("includeExecutionData", true);
    return Page.of(
        request,
        request.flag("reverseOrder", false) ? history.reversed() : history,
        "events",
        event -> Long.toString(event.id()),
        event -> event.onTheWire(withData));
  }

  ObjectNode stop(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("executionArn", "error", "cause"));
    Execution execution = need(request);
    executions.stop(
        execution,
        new StatesError(request.text("error").orElse(null), request.text("cause").orElse(null)));
    return JsonText.object()
        .put("stopDate", HistoryEvent.epochSeconds(execution.endedAt().orElseThrow()));
  }

  private Execution need(WireRequest request) throws ApiError {
    String arn = Arn.requireExecution(request.needText("executionArn"));
    return executions
        .find(arn)
        .orElseThrow(() ->
            new ApiError("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
  }
}
