package dev.countersign.localstack.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.RequestBody;
import dev.countersign.localstack.server.Responder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke operation (API version 2015-03-31) as its SDK clients speak it, by name or ARN; a
 * version or alias is accepted and means the one package there is. A client that leaves does not
 * stop an invocation. Beside it, on a path of its own, what runs here and from which package.
 */
final class InvokeApi implements Responder {

  private static final String ADMINISTRATION = "/countersign/functions";
  private static final Pattern INVOKE =
      Pattern.compile(
          "/2015-03-31/functions/(?:arn:aws:lambda:[^:]+:\\d{12}:function:)?"
              + "(?<name>[a-zA-Z0-9-_]+)(?::[a-zA-Z0-9-_$]+)?/invocations/?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, HostedFunction> functions;
  private final EventQueue queue;

  InvokeApi(Map<String, HostedFunction> functions, EventQueue queue) {
    this.functions = functions;
    this.queue = queue;
  }

  @Override
  public Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(ADMINISTRATION) && exchange.getRequestMethod().equals("GET")) {
      return Answer.json(200, list());
    }
    Matcher invoke = INVOKE.matcher(path);
    if (!invoke.matches() || !exchange.getRequestMethod().equals("POST")) {
      return error(404, "ResourceNotFoundException", "no such operation");
    }
    String name = invoke.group("name");
    Optional<HostedFunction> function = Optional.ofNullable(functions.get(name));
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))
            .orElse("RequestResponse");
    Optional<byte[]> body =
        RequestBody.read(exchange, type.equals("Event") ? Payload.EVENT_LIMIT : Payload.LIMIT);
    if (function.isEmpty()) {
      return error(
          404, "ResourceNotFoundException", "Function not found: " + Region.ARN_PREFIX + name);
    }
    if (body.isEmpty()) {
      return error(413, "RequestTooLargeException", "the event is larger than " + type + " allows");
    }
    if (!isJson(body.get())) {
      return error(400, "InvalidRequestContentException", "the event is not json");
    }
    Payload event = new Payload(body.get());
    return switch (type) {
      case "RequestResponse" -> answer(function.get().invoke(event));
      case "Event" -> queue.offer(function.get(), event) ? identified(202) : throttled();
      default -> error(400, "InvalidParameterValueException", "unknown invocation type");
    };
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Returned(Payload payload) -> executed(payload);
      case Outcome.Failed(Payload payload) ->
          executed(payload).with("X-Amz-Function-Error", "Unhandled");
      case Outcome.Throttled() -> throttled();
    };
  }

  private static Answer executed(Payload payload) {
    return Answer.of(200, "application/json", payload.bytes())
        .with("X-Amz-Executed-Version", "$LATEST")
        .with("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  private static Answer identified(int status) {
    return Answer.empty(status).with("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  private static Answer throttled() {
    return error(429, "TooManyRequestsException", "Rate Exceeded.").with("Retry-After", "1");
  }

  private static Answer error(int status, String type, String message) {
    ObjectNode body = JSON.createObjectNode().put("Type", status < 500 ? "User" : "Service");
    if (status == 429) {
      body.put("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
    }
    return Answer.json(status, body.put("message", message))
        .with("x-amzn-ErrorType", type)
        .with("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  /** An empty event is one, too. */
  private static boolean isJson(byte[] body) throws IOException {
    if (body.length == 0) {
      return true;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return false;
    }
  }

  private ArrayNode list() {
    ArrayNode list = JSON.createArrayNode();
    for (HostedFunction function : functions.values()) {
      ObjectNode node = list.addObject();
      node.put("name", function.definition().name());
      node.put("handler", function.definition().handler());
      node.put("accessKeyId", function.definition().accessKeyId());
      node.put("zip", function.unpacked().zip().toString());
      node.put("sha256", function.unpacked().sha256());
      node.put("classPathRoot", function.unpacked().root().toString());
      node.put("log", function.log().toString());
      node.put("processes", function.definition().processes());
      ArrayNode pids = node.putArray("pids");
      function.pids().forEach(pids::add);
      node.put("invocations", function.invocations());
    }
    return list;
  }
}
