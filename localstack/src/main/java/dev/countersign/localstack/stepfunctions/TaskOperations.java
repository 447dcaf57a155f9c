package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.execution.Executions;
import dev.countersign.localstack.stepfunctions.execution.TokenAnswer;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.util.Set;

/** The operations of whoever holds a task token. */
final class TaskOperations {
  private final Executions executions;

  TaskOperations(Executions executions) {
    this.executions = executions;
  }

  ObjectNode succeed(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("taskToken", "output"));
    String token = request.needText("taskToken");
    String output = request.needText("output");
    if (JsonText.exceedsLimit(output)) {
      throw ApiError.validation(
          "Value at 'output' failed to satisfy constraint: Member must have length less than or equal to 262144");
    }
    JsonNode value =
        JsonText.read(output)
            .orElseThrow(
                () -> new ApiError("InvalidOutput", "Invalid Output: 'not one JSON value'"));
    return answered(executions.succeed(token, value));
  }

  ObjectNode fail(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("taskToken", "error", "cause"));
    String token = request.needText("taskToken");
    StatesError error =
        new StatesError(request.text("error").orElse(null), request.text("cause").orElse(null));
    return answered(executions.fail(token, error));
  }

  ObjectNode beat(ObjectNode body) throws ApiError {
    WireRequest request = new WireRequest(body, Set.of("taskToken"));
    return answered(executions.beat(request.needText("taskToken")));
  }

  private static ObjectNode answered(TokenAnswer answer) throws ApiError {
    return switch (answer) {
      case TAKEN -> JsonText.object();
      case INVALID -> throw new ApiError("InvalidToken", "Invalid Token: 'Invalid token'");
      case UNKNOWN ->
          throw new ApiError("TaskDoesNotExist", "Task Does Not Exist: 'no task has this token'");
      case CLOSED ->
          throw new ApiError(
              "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    };
  }
}
