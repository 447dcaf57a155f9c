package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * AWS JSON 1.0 over HTTP: the operation is in a header, parameters and answers are JSON objects.
 */
final class WireProtocol implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(WireProtocol.class.getName());
  private static final String TARGET = "AWSStepFunctions.";
  private static final int LONGEST_BODY = 4 * 1024 * 1024;

  private final Map<String, Operation> operations;

  /** One operation of the service. */
  interface Operation {
    ObjectNode perform(ObjectNode parameters) throws ApiError, IOException;
  }

  WireProtocol(Map<String, Operation> operations) {
    this.operations = Map.copyOf(operations);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
      String target =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
      try {
        send(exchange, 200, answer(target, body));
      } catch (ApiError refused) {
        send(exchange, 400, error(refused.type(), String.valueOf(refused.getMessage())));
      } catch (IOException | RuntimeException fault) {
        LOG.log(System.Logger.Level.ERROR, "the request %s failed".formatted(target), fault);
        send(exchange, 500, error("InternalFailure", "the service failed"));
      }
    }
  }

  private ObjectNode answer(String target, byte[] body) throws ApiError, IOException {
    Operation operation =
        target.startsWith(TARGET) ? operations.get(target.substring(TARGET.length())) : null;
    if (operation == null) {
      throw new ApiError(
          "UnknownOperationException", "the operation '%s' is not supported".formatted(target));
    }
    if (body.length > LONGEST_BODY) {
      throw ApiError.validation("the request is too large");
    }
    JsonNode parameters =
        JsonText.read(new String(body, StandardCharsets.UTF_8))
            .orElseThrow(() -> new ApiError("SerializationException", "the request is not JSON"));
    if (!(parameters instanceof ObjectNode object)) {
      throw new ApiError("SerializationException", "the request is not a JSON object");
    }
    return operation.perform(object);
  }

  private static ObjectNode error(String type, String message) {
    return JsonText.object().put("__type", type).put("message", message);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] body = JsonText.write(answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
