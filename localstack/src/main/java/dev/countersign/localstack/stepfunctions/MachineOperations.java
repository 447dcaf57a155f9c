package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.execution.Executions;
import dev.countersign.localstack.stepfunctions.execution.HistoryEvent;
import dev.countersign.localstack.stepfunctions.language.InvalidDefinition;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StateMachine;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/** The operations on state machines. Changes come one after another. */
final class MachineOperations {
  private static final int LONGEST_DEFINITION = 1_048_576;

  private final StateMachines machines;
  private final Executions executions;

  MachineOperations(StateMachines machines, Executions executions) {
    this.machines = machines;
    this.executions = executions;
  }

  synchronized ObjectNode create(ObjectNode body) throws ApiError, IOException {
    WireRequest request = new WireRequest(body, Set.of("name", "definition", "roleArn", "type"));
    String name = Arn.requireName(request.needText("name"));
    String definition = request.needText("definition");
    String roleArn = request.needText("roleArn");
    if (!request.text("type").orElse("STANDARD").equals("STANDARD")) {
      throw new ApiError("StateMachineTypeNotSupported", "only the type STANDARD is supported");
    }
    parse(definition);
    String arn = Arn.machine(name);
    MachineRecord known = machines.find(arn).orElse(null);
    if (known != null) {
      return again(known, definition, roleArn);
    }
    MachineRecord machine =
        new MachineRecord(
            arn, name, definition, roleArn, UUID.randomUUID().toString(), executions.now(), false);
    machines.keep(machine);
    return created(machine);
  }

  private static ObjectNode again(MachineRecord known, String definition, String roleArn)
      throws ApiError {
    if (known.deleting()) {
      throw new ApiError(
          "StateMachineDeleting", "State Machine is being deleted: '%s'".formatted(known.arn()));
    }
    if (!known.definition().equals(definition) || !known.roleArn().equals(roleArn)) {
      throw new ApiError(
          "StateMachineAlreadyExists", "State Machine Already Exists: '%s'".formatted(known.arn()));
    }
    return created(known);
  }

  private static ObjectNode created(MachineRecord machine) {
    return JsonText.object()
        .put("stateMachineArn", machine.arn())
        .put("creationDate", HistoryEvent.epochSeconds(machine.createdAt()));
  }

  synchronized ObjectNode update(ObjectNode body) throws ApiError, IOException {
    WireRequest request = new WireRequest(body, Set.of("stateMachineArn", "definition", "roleArn"));
    MachineRecord known = need(request);
    if (known.deleting()) {
      throw new ApiError(
          "StateMachineDeleting", "State Machine is being deleted: '%s'".formatted(known.arn()));
    }
    if (request.text("definition").isEmpty() && request.text("roleArn").isEmpty()) {
      throw new ApiError(
          "MissingRequiredParameter", "Either the definition or the role ARN must be specified");
    }
    String definition = request.text("definition").orElse(known.definition());
    parse(definition);
    String revision = UUID.randomUUID().toString();
    machines.keep(
        new MachineRecord(
            known.arn(),
            known.name(),
            definition,
            request.text("roleArn").orElse(known.roleArn()),
            revision,
            known.createdAt(),
            false));
    return JsonText.object()
        .put("updateDate", HistoryEvent.epochSeconds(executions.now()))
        .put("revisionId", revision);
  }

  ObjectNode describe(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("stateMachineArn", "includedData"));
    MachineRecord machine = need(request);
    ObjectNode answer = created(machine);
    return answer
        .put("name", machine.name())
        .put("status", machine.deleting() ? "DELETING" : "ACTIVE")
        .put("definition", machine.definition())
        .put("roleArn", machine.roleArn())
        .put("type", "STANDARD")
        .put("revisionId", machine.revision());
  }

  ObjectNode list(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("maxResults", "nextToken"));
    return Page.of(
        request,
        machines.all(),
        "stateMachines",
        MachineRecord::arn,
        machine -> created(machine).put("name", machine.name()).put("type", "STANDARD"));
  }

  synchronized ObjectNode delete(ObjectNode body) throws ApiError, IOException {
    WireRequest request = new WireRequest(body, Set.of("stateMachineArn"));
    String arn = Arn.requireMachine(request.needText("stateMachineArn"));
    MachineRecord machine = machines.find(arn).orElse(null);
    // As on AWS, deleting what is not there is no error.
    if (machine != null && hasRunning(arn)) {
      machines.keep(
          new MachineRecord(
              arn,
              machine.name(),
              machine.definition(),
              machine.roleArn(),
              machine.revision(),
              machine.createdAt(),
              true));
    } else if (machine != null) {
      machines.remove(machine);
    }
    return JsonText.object();
  }

  /** Lets machines go that were to be deleted and have no running execution left. */
  synchronized void sweep() throws IOException {
    for (MachineRecord machine : machines.all()) {
      if (machine.deleting() && !hasRunning(machine.arn())) {
        machines.remove(machine);
      }
    }
  }

  private boolean hasRunning(String arn) {
    return executions.of(arn).stream().anyMatch(execution -> execution.ending().isEmpty());
  }

  MachineRecord need(WireRequest request) throws ApiError {
    String arn = Arn.requireMachine(request.needText("stateMachineArn"));
    return machines
        .find(arn)
        .orElseThrow(() ->
            new ApiError(
                "StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(arn)));
  }

  static StateMachine parse(String definition) throws ApiError {
    if (definition.length() > LONGEST_DEFINITION) {
      throw ApiError.validation("the definition is longer than 1 MB");
    }
    try {
      return StateMachine.parse(definition);
    } catch (InvalidDefinition invalid) {
      throw new ApiError("InvalidDefinition", String.valueOf(invalid.getMessage()));
    }
  }
}
