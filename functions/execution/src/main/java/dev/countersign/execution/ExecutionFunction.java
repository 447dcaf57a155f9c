package dev.countersign.execution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The execution function. Its event holds an entry and a name, and nothing else in it is believed:
 * {@code execute} and {@code settle} take an operation's id, {@code survey} a connection's name.
 */
public final class ExecutionFunction implements RequestStreamHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Execution execution;

  /** Builds the duty from the environment. */
  public ExecutionFunction() {
    this(ExecutionWiring.fromEnvironment());
  }

  ExecutionFunction(Execution execution) {
    this.execution = execution;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JSON.writeValue(output, handle(JSON.readTree(input)));
  }

  ObjectNode handle(JsonNode event) {
    return switch (event.path("entry").asText()) {
      case "execute" -> report(execution.execute(operation(event)));
      case "settle" -> report(execution.settle(operation(event)));
      case "survey" -> {
        SurveyReport found =
            execution.survey(new ConnectionName(event.path("connection").asText()));
        ObjectNode report =
            JsonNodeFactory.instance.objectNode().put("relations", found.relations());
        ArrayNode powers = report.putArray("readerPowers");
        found.readerPowers().forEach(power -> powers.add(power.word()));
        yield report;
      }
      default -> throw new IllegalArgumentException("execution has no such entry");
    };
  }

  private static OperationId operation(JsonNode event) {
    return new OperationId(event.path("operationId").asText());
  }

  private static ObjectNode report(ExecutionReport report) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("operation", report.operation().text())
        .put("state", report.state().word());
  }
}
