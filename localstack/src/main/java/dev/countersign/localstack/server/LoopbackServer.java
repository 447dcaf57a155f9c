package dev.countersign.localstack.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on 127.0.0.1 that gives each request a virtual thread. A request goes on when its
 * client leaves: only the answer is lost then.
 */
public final class LoopbackServer implements AutoCloseable {

  static {
    // Else the body of an answer of more than one segment waits some 40 ms for the acknowledgement
    // of its head (module jdk.httpserver, "sun.net.httpserver.nodelay").
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts listening; port 0 means any free one. */
  public static LoopbackServer start(int port, Responder responder) throws IOException {
    HttpServer server = listen(port);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> respond(exchange, responder));
    server.start();
    return new LoopbackServer(server, threads);
  }

  /** A server that is to be told what it serves, and started; port 0 means any free one. */
  public static HttpServer listen(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Stops listening, cuts every connection and interrupts the requests under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void respond(HttpExchange exchange, Responder responder) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange, responder));
    }
  }

  private static Answer answer(HttpExchange exchange, Responder responder) throws IOException {
    try {
      return responder.answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while answering", e);
    } catch (RuntimeException e) {
      // A defect of this server must reach its log, and its client as a fault of the server.
      e.printStackTrace();
      return Answer.empty(500);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    if (answer.file().isPresent()) {
      Path file = answer.file().get();
      exchange.sendResponseHeaders(answer.status(), Files.size(file));
      Files.copy(file, exchange.getResponseBody());
      return;
    }
    byte[] body = answer.body();
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
