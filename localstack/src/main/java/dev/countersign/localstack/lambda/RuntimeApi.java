package dev.countersign.localstack.lambda;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Lambda Runtime API (2018-06-01) for one process: hands it one event after the other and takes
 * what it answers. Each process life has its own, so that a call of a dead process takes nothing.
 */
final class RuntimeApi implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int ERROR_LIMIT = 1024 * 1024;

  /** An event handed to the runtime and the outcome that is awaited. */
  private record Handed(
      Invocation invocation, Duration timeout, CompletableFuture<Outcome> outcome) {}

  private final LinkedBlockingQueue<Handed> events = new LinkedBlockingQueue<>();
  private final Map<String, Handed> underWay = new ConcurrentHashMap<>();
  private final CompletableFuture<Optional<Payload>> initialised = new CompletableFuture<>();
  private final AtomicReference<CompletableFuture<Boolean>> idle =
      new AtomicReference<>(new CompletableFuture<>());
  private final AtomicLong sequence = new AtomicLong();
  private final LoopbackServer server;

  RuntimeApi() throws IOException {
    server = LoopbackServer.start(0, this::answer);
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} takes it. */
  String address() {
    return "127.0.0.1:" + server.port();
  }

  /** Completes when the runtime asks for its first event (empty), or reports why it cannot. */
  CompletableFuture<Optional<Payload>> initialised() {
    return initialised;
  }

  /** Hands over an event; its deadline counts from the moment the runtime takes it. */
  CompletableFuture<Outcome> hand(Invocation invocation, Duration timeout) {
    Handed handed = new Handed(invocation, timeout, new CompletableFuture<>());
    idle.set(new CompletableFuture<>());
    events.add(handed);
    return handed.outcome();
  }

  /** Completes when the runtime, done with the event last handed over, asks for another. */
  CompletableFuture<Boolean> idle() {
    return idle.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(ROOT + "invocation/next")) {
      return next();
    }
    if (path.equals(ROOT + "init/error")) {
      Optional<byte[]> body = RequestBody.read(exchange, ERROR_LIMIT);
      initialised.complete(Optional.of(body.map(Payload::new).orElseGet(RuntimeApi::tooLarge)));
      return Answer.empty(202);
    }
    String[] parts = path.substring(Math.min(ROOT.length(), path.length())).split("/", -1);
    if (!path.startsWith(ROOT) || parts.length != 3 || !parts[0].equals("invocation")) {
      return Answer.empty(404);
    }
    return switch (parts[2]) {
      case "response" -> returned(parts[1], RequestBody.read(exchange, Payload.LIMIT));
      case "error" -> failed(parts[1], RequestBody.read(exchange, ERROR_LIMIT));
      default -> Answer.empty(404);
    };
  }

  private Answer next() throws InterruptedException {
    initialised.complete(Optional.empty());
    idle.get().complete(true);
    Handed handed = events.take();
    Invocation invocation = handed.invocation();
    underWay.put(invocation.requestId(), handed);
    long deadline = Instant.now().plus(handed.timeout()).toEpochMilli();
    return Answer.of(200, "application/json", invocation.event().bytes())
        .with("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
        .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline))
        .with("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn())
        .with("Lambda-Runtime-Trace-Id", trace());
  }

  private Answer returned(String requestId, Optional<byte[]> body) {
    Optional<Handed> handed = Optional.ofNullable(underWay.remove(requestId));
    if (handed.isEmpty()) {
      return Answer.empty(400);
    }
    if (body.isEmpty()) {
      handed.get().outcome().complete(new Outcome.Failed(tooLarge()));
      return Answer.empty(413);
    }
    handed.get().outcome().complete(new Outcome.Returned(new Payload(body.get())));
    return Answer.empty(202);
  }

  private Answer failed(String requestId, Optional<byte[]> body) {
    Optional<Handed> handed = Optional.ofNullable(underWay.remove(requestId));
    if (handed.isEmpty()) {
      return Answer.empty(400);
    }
    Payload error = body.map(Payload::new).orElseGet(RuntimeApi::tooLarge);
    handed.get().outcome().complete(new Outcome.Failed(error));
    return Answer.empty(202);
  }

  private String trace() {
    return "Root=1-%08x-%024x;Sampled=0"
        .formatted(Instant.now().getEpochSecond(), sequence.incrementAndGet());
  }

  private static Payload tooLarge() {
    return Payload.error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size ("
            + Payload.LIMIT
            + " bytes).");
  }
}
