package dev.countersign.localstack.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delivers the events of one schedule until it is closed, the first after one period. */
final class Scheduler implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Schedule schedule;
  private final HttpRequest request;
  private final Thread thread;

  /** Starts it. */
  Scheduler(Schedule schedule, URI lambda) {
    this.schedule = schedule;
    this.request =
        HttpRequest.newBuilder(
                lambda.resolve("/2015-03-31/functions/" + schedule.function() + "/invocations"))
            .header("X-Amz-Invocation-Type", "Event")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(schedule.event()))
            .build();
    this.thread = Thread.ofVirtual().name("schedule-" + schedule.function()).start(this::deliver);
  }

  private void deliver() {
    try {
      while (!closed.await(schedule.period().toMillis(), TimeUnit.MILLISECONDS)) {
        invoke();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void invoke() throws InterruptedException {
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException unreached) {
      // The function host is away; the next event comes in any case.
      return;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      // It is a thread of this process and ends with it.
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
