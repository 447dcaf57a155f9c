package dev.countersign.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SchedulerTest {

  private static final Schedule SCHEDULE =
      new Schedule("intake", "{\"entry\":\"sweep\"}", Duration.ofMillis(20));
  private static final String EVENT =
      "Event /2015-03-31/functions/intake/invocations {\"entry\":\"sweep\"}";

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private HttpServer lambda(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.createContext(
        "/",
        exchange -> {
          events.add(
              exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type")
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private String next() throws InterruptedException {
    return String.valueOf(events.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void theEventComesAgainAndAgainAlsoAfterTheHostWasAway() throws Exception {
    HttpServer first = lambda(0);
    int port = first.getAddress().getPort();
    HttpServer second;
    try (Scheduler _ = new Scheduler(SCHEDULE, URI.create("http://127.0.0.1:" + port))) {
      assertThat(next()).isEqualTo(EVENT);
      assertThat(next()).isEqualTo(EVENT);
      first.stop(0);
      events.clear();
      second = lambda(port);
      assertThat(next()).isEqualTo(EVENT);
    }
    events.clear();
    assertThat(events.poll(100, TimeUnit.MILLISECONDS)).as("after the end").isNull();
    second.stop(0);
  }
}
