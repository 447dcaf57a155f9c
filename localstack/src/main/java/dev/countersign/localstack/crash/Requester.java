package dev.countersign.localstack.crash;

import dev.countersign.localstack.crash.Told.Request;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneClient;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import dev.countersign.operation.OperationId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The agent `reporter` as a client of the plane. Everything that it is told goes to the ledger. It
 * names each write by a key, so that it may repeat a request whose answer was lost.
 */
final class Requester {

  static final String AGENT = "reporter";

  private static final Duration TOKEN_KEPT = Duration.ofMinutes(4);
  private static final int SECONDS_OF_A_POLL = 1;

  private record Signed(PlaneClient client, Instant at) {}

  private final LocalPlane plane;
  private final Ledger ledger;
  private final AtomicReference<Signed> signed;

  Requester(LocalPlane plane, Ledger ledger) {
    this.plane = plane;
    this.ledger = ledger;
    this.signed = new AtomicReference<>(sign());
  }

  private Signed sign() {
    return new Signed(new PlaneClient(plane.api(), plane.cast().agentToken(AGENT)), Instant.now());
  }

  /** The name of the write with this marker, known before it is sent. */
  OperationId idOf(String marker) {
    return OperationId.derived(plane.cast().agentAccount(AGENT), "key\n" + marker);
  }

  Told read() {
    return ask(
        Request.READ,
        client ->
            client.sql(
                "orders",
                "select id, full_name, email from customers order by id limit 5",
                List.of(),
                ""));
  }

  Told denied() {
    return ask(Request.DENIED, client -> client.sql("orders", "drop table orders", List.of(), ""));
  }

  /** Has a run leave its marker, after so many seconds on the target. */
  Told write(Table table, String marker, double seconds) {
    Request request = table == Table.DIRECT ? Request.WRITE : Request.APPROVED_WRITE;
    return ask(
        request,
        client ->
            client.sql(
                Checks.MARKED,
                "insert into " + table.relation() + " (marker, seconds) values ($1, $2)",
                List.of(marker, Double.toString(seconds)),
                "",
                Map.of("Idempotency-Key", marker)));
  }

  Told poll(OperationId operation) {
    return ask(Request.POLL, client -> client.poll(operation.text(), SECONDS_OF_A_POLL));
  }

  Told cancel(OperationId operation) {
    return ask(Request.CANCEL, client -> client.cancel(operation.text()));
  }

  private Told ask(Request request, Function<PlaneClient, Reply> call) {
    Told told;
    try {
      told = Told.of(request, call.apply(client()));
    } catch (UncheckedIOException e) {
      // The front was killed: what became of the request, the store says.
      told = Told.broken(request);
    }
    ledger.add(told);
    return told;
  }

  private PlaneClient client() {
    return signed
        .updateAndGet(
            current -> Instant.now().isBefore(current.at().plus(TOKEN_KEPT)) ? current : sign())
        .client();
  }
}
