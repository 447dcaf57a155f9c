package dev.countersign.localstack.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.localstack.server.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * Stands before the store on loopback and counts what passes: requests and bytes by the call, and
 * the time from a request's arrival here to the last byte of its answer. The functions are told of
 * it as they are told of the store, so they run unchanged.
 */
final class CountingProxy implements AutoCloseable {

  private static final String CALL = "X-Amz-Target";

  /** Headers that belong to one connection, or that the client sets by itself (RFC 9110, 7.6.1). */
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI store;
  private Count count = Count.none();

  /**
   * What has passed.
   *
   * @param calls how often, by the call
   * @param sent bytes of the requests' bodies
   * @param received bytes of the answers' bodies
   * @param nanos time within, of all requests together
   */
  record Count(Map<String, Long> calls, long sent, long received, long nanos) {

    Count {
      calls = Map.copyOf(calls);
    }

    static Count none() {
      return new Count(Map.of(), 0, 0, 0);
    }

    private Count and(String call, long sentBytes, long receivedBytes, long time) {
      Map<String, Long> all = new TreeMap<>(calls);
      all.merge(call, 1L, Long::sum);
      return new Count(all, sent + sentBytes, received + receivedBytes, nanos + time);
    }

    /** What has passed since then. */
    Count since(Count earlier) {
      Map<String, Long> later = new TreeMap<>();
      calls.forEach((call, times) -> {
        long more = times - earlier.calls().getOrDefault(call, 0L);
        if (more > 0) {
          later.put(call, more);
        }
      });
      return new Count(
          later, sent - earlier.sent, received - earlier.received, nanos - earlier.nanos);
    }
  }

  CountingProxy(URI store) {
    this.store = store;
    try {
      server = LoopbackServer.listen(0);
    } catch (IOException e) {
      throw new UncheckedIOException("no port for the counting proxy", e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized Count count() {
    return count;
  }

  private synchronized void add(String call, long sent, long received, long nanos) {
    count = count.and(call, sent, received, nanos);
  }

  private void pass(HttpExchange exchange) throws IOException {
    long from = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(store.resolve(exchange.getRequestURI().getPath()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            values.stream()
                .filter(value -> !OWN.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(value -> request.header(name, value)));
    try (exchange) {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!OWN.contains(name) && !name.startsWith(":")) {
              exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
          });
      // Counted before the last byte leaves, so that who has the answer finds it counted.
      add(call(exchange), body.length, response.body().length, System.nanoTime() - from);
      exchange.sendResponseHeaders(
          response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the store answered", e);
    }
  }

  private static String call(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst(CALL);
    return target == null ? "other" : target.substring(target.indexOf('.') + 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
