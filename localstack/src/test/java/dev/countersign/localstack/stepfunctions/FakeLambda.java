package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A Lambda endpoint whose functions are written by a test, and which tells the test of every
 * invocation.
 */
final class FakeLambda implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Function<JsonNode, Reply>> functions = new ConcurrentHashMap<>();
  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();

  record Invocation(String function, JsonNode payload) {}

  sealed interface Reply {
    record Answer(String json) implements Reply {}

    record Thrown(String type, String message) implements Reply {}

    record Refused(int status, String type) implements Reply {}

    record Broken() implements Reply {}
  }

  FakeLambda() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(requests);
    server.createContext("/2015-03-31/functions/", this::invoke);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void on(String function, Function<JsonNode, Reply> body) {
    functions.put(function, body);
  }

  /** The next invocation, waiting for it. */
  Invocation next() throws InterruptedException {
    Invocation invocation = invocations.poll(20, TimeUnit.SECONDS);
    if (invocation == null) {
      throw new AssertionError("no function was invoked within 20 seconds");
    }
    return invocation;
  }

  int unseen() {
    return invocations.size();
  }

  private void invoke(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = Path.of(exchange.getRequestURI().getPath()).getName(2).toString();
      JsonNode payload = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      invocations.add(new Invocation(name, payload));
      Function<JsonNode, Reply> function =
          functions.getOrDefault(name, _ -> new Reply.Refused(404, "ResourceNotFoundException"));
      switch (function.apply(payload)) {
        case Reply.Answer(String json) -> send(exchange, 200, json);
        case Reply.Thrown(String type, String message) -> {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          send(
              exchange,
              200,
              MAPPER
                  .createObjectNode()
                  .put("errorMessage", message)
                  .put("errorType", type)
                  .toString());
        }
        case Reply.Refused(int status, String type) -> {
          exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
          send(exchange, status, "{\"Message\":\"refused\"}");
        }
        case Reply.Broken _ -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[1]);
        }
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }
}
