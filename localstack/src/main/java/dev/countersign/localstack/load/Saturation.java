package dev.countersign.localstack.load;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneClient;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * So many impatient clients at once: each sends masked reads and, one time in ten, a write, and
 * after a refusal comes again sooner than it was told to.
 */
public final class Saturation {

  private static final int WRITE_ONE_IN = 10;
  private static final Duration TOKEN_KEPT = Duration.ofMinutes(4);
  private static final Duration IMPATIENCE = Duration.ofMillis(100);

  private final LocalPlane plane;

  /** Of this plane, whose bundle has the connection {@code runs}. */
  public Saturation(LocalPlane plane) {
    this.plane = plane;
  }

  /** Lets so many clients ask for so long. */
  public Answers run(int clients, Duration duration) throws InterruptedException {
    Answers answers = new Answers();
    Instant end = Instant.now().plus(duration);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients; client++) {
        threads.execute(() -> ask(answers, end));
      }
      threads.shutdown();
      threads.awaitTermination(duration.toSeconds() + 60, TimeUnit.SECONDS);
    }
    return answers;
  }

  private void ask(Answers answers, Instant end) {
    Instant signed = Instant.now();
    PlaneClient client = client();
    for (int request = 1; Instant.now().isBefore(end); request++) {
      if (Instant.now().isAfter(signed.plus(TOKEN_KEPT))) {
        signed = Instant.now();
        client = client();
      }
      long from = System.nanoTime();
      try {
        Reply reply = request % WRITE_ONE_IN == 0 ? write(client) : read(client);
        answers.add(reply, System.nanoTime() - from);
        if (reply.status() != 200) {
          Thread.sleep(IMPATIENCE);
        }
      } catch (UncheckedIOException e) {
        answers.addBroken();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private PlaneClient client() {
    return new PlaneClient(plane.api(), plane.cast().agentToken("reporter"));
  }

  private static Reply read(PlaneClient client) {
    return client.sql(
        "orders", "select id, full_name, email from customers order by id limit 5", List.of(), "");
  }

  private static Reply write(PlaneClient client) {
    String marker = "load-" + UUID.randomUUID();
    return client.sql(
        "runs",
        "insert into runs_direct (marker, seconds) values ($1, $2)",
        List.of(marker, "0"),
        "",
        Map.of("Idempotency-Key", marker));
  }
}
