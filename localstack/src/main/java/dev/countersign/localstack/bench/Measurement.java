package dev.countersign.localstack.bench;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PersonBrowser;
import dev.countersign.localstack.plane.PlaneClient;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Everything that is measured in one plane, as Markdown. */
final class Measurement {

  private static final int[] CLIENTS = {1, 4, 16};
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration SETTLING = Duration.ofSeconds(8);
  private static final int ALONE = 300;
  private static final int COUNTED = 5;

  private final LocalPlane plane;
  private final CountingProxy store;
  private final Duration time;
  private final Consumer<String> progress;
  private final PlaneClient reporter;
  private final StringBuilder markdown = new StringBuilder();
  private int number;

  Measurement(LocalPlane plane, CountingProxy store, Duration time, Consumer<String> progress) {
    this.plane = plane;
    this.store = store;
    this.time = time;
    this.progress = progress;
    this.reporter = new PlaneClient(plane.api(), plane.cast().agentToken("reporter"));
  }

  String markdown() {
    return markdown.toString();
  }

  private void line(String text) {
    markdown.append(text).append('\n');
  }

  private Load.Client asker(Question question) {
    return new PlaneAsker(reporter, question);
  }

  private Load.Result through(Question question, int clients, Duration how)
      throws InterruptedException, ExecutionException {
    List<Load.Client> askers = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      askers.add(asker(question));
    }
    return Load.run(askers, how);
  }

  private Load.Result direct(Question question, int clients, Duration how)
      throws InterruptedException, ExecutionException, SQLException {
    List<DirectClient> askers = new ArrayList<>();
    try {
      for (int client = 0; client < clients; client++) {
        askers.add(new DirectClient(plane.shop(), question));
      }
      return Load.run(askers, how);
    } finally {
      for (DirectClient client : askers) {
        client.close();
      }
    }
  }

  /** The same statements directly and through the plane, side by side. */
  void sideBySide() throws InterruptedException, ExecutionException, SQLException {
    line("| statement | clients | way | p50 ms | p99 ms | per second | refused (429, 503) |");
    line("|---|---|---|---|---|---|---|");
    for (Question question : List.of(Question.point(), Question.thousandRows())) {
      progress.accept("warming: " + question.name());
      through(question, 4, WARM_UP);
      through(question, 1, WARM_UP);
      direct(question, 4, Duration.ofSeconds(2));
      for (int clients : CLIENTS) {
        progress.accept(question.name() + ", " + clients + " clients");
        row(question, clients, "direct, JDBC", direct(question, clients, time));
        row(question, clients, "through the plane", through(question, clients, time));
      }
    }
    line("");
  }

  private void row(Question question, int clients, String way, Load.Result result) {
    line(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %.2f | %.2f | %.0f | %d |",
            question.name(),
            clients,
            way,
            result.percentileMillis(0.5),
            result.percentileMillis(0.99),
            result.perSecond(),
            result.refused()));
  }

  /** What a permitted point read takes beyond the store's time and the target's. */
  void ownTime() throws InterruptedException, ExecutionException, SQLException {
    progress.accept("the plane's own time, one client, " + ALONE + " reads");
    Question question = Question.point();
    double target = direct(question, 1, Duration.ofSeconds(3)).percentileMillis(0.5);
    Load.Client client = asker(question);
    double[] whole = new double[ALONE];
    double[] within = new double[ALONE];
    double[] own = new double[ALONE];
    SortedMap<String, Long> busyBefore = Processes.busyMillis();
    for (int run = 0; run < ALONE; run++) {
      CountingProxy.Count before = store.count();
      whole[run] = millis(client);
      within[run] = store.count().since(before).nanos() / 1e6;
      own[run] = whole[run] - within[run] - target;
    }
    SortedMap<String, Long> busyAfter = Processes.busyMillis();
    line("| a permitted point read, one client | p50 ms | p99 ms |");
    line("|---|---|---|");
    percentiles("HTTP to masked answer", whole);
    percentiles("of that within the store's calls", within);
    line(String.format(Locale.ROOT, "| the target, asked directly | %.2f | |", target));
    percentiles("the plane's own: the first less the other two", own);
    line("");
    busy(busyBefore, busyAfter);
  }

  /** Where the processors were meanwhile. */
  private void busy(SortedMap<String, Long> before, SortedMap<String, Long> after) {
    line("| process | processor time of one read, ms |");
    line("|---|---|");
    after.forEach((name, millis) -> {
      double each = (double) (millis - before.getOrDefault(name, 0L)) / ALONE;
      if (each >= 0.05) {
        line(String.format(Locale.ROOT, "| %s | %.1f |", name, each));
      }
    });
    line("");
  }

  private static void askOrFail(Load.Client client) {
    try {
      if (!client.ask()) {
        throw new IllegalStateException("the plane had no room for one client");
      }
    } catch (Exception e) {
      throw new IllegalStateException("the plane did not answer", e);
    }
  }

  private static double part(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  /**
   * A thousand rows for who sees the phone numbers in clear, and for who does not. One is asked
   * after the other, so that whatever else the machine does meets both.
   */
  void masking() throws InterruptedException, ExecutionException {
    Question question = Question.thousandPhones();
    PlaneClient ines = new PlaneClient(plane.api(), plane.cast().personToken("ines"));
    Load.Client inClear = new PlaneAsker(ines, question);
    Load.Client overMasks = asker(question);
    progress.accept("1,000 rows masked and in clear, " + ALONE + " reads each");
    Load.run(List.of(inClear), WARM_UP);
    Load.run(List.of(overMasks), WARM_UP);
    double[] clear = new double[ALONE];
    double[] masked = new double[ALONE];
    for (int run = 0; run < ALONE; run++) {
      clear[run] = millis(inClear);
      masked[run] = millis(overMasks);
    }
    line("| 1,000 rows through the plane, one client | p50 ms | p99 ms |");
    line("|---|---|---|");
    percentiles("the phone number in clear", clear);
    percentiles("the phone number masked", masked);
    line(
        String.format(
            Locale.ROOT, "| masked by clear | %.2f × | |", part(masked, 0.5) / part(clear, 0.5)));
    line("");
  }

  private static double millis(Load.Client client) {
    long from = System.nanoTime();
    askOrFail(client);
    return (System.nanoTime() - from) / 1e6;
  }

  private void percentiles(String what, double[] values) {
    line(
        String.format(
            Locale.ROOT, "| %s | %.2f | %.2f |", what, part(values, 0.5), part(values, 0.99)));
  }

  /** How often and with how much the store is asked, by what happens. */
  void storeCalls() throws InterruptedException {
    progress.accept("the store's calls");
    line("| what happens | store calls | writes | reads | KB sent | KB received |");
    line("|---|---|---|---|---|---|");
    counted("a permitted read", () -> askOrFail(asker(Question.point())));
    counted(
        "a statement that is denied",
        () -> reporter.sql("orders", "drop table customers", List.of(), ""));
    counted("a write that begins to wait", () -> reporter.sql("orders", write(), List.of(), ""));
    // Approval still tells people of the writes before, with all the processes that it has.
    Thread.sleep(SETTLING);
    counted("a write that one person approves, from asking to the answer", this::approvedWrite);
    line("");
  }

  private String write() {
    return "update orders set status = 'paid' where id = " + ++number;
  }

  private void approvedWrite() {
    PlaneClient.Reply asked = reporter.sql("orders", write(), List.of(), "");
    URI link = plane.api().resolve("/approvals/" + asked.operation());
    PersonBrowser dana = new PersonBrowser();
    dana.signIn(plane.cast().subjectOf("dana"), link);
    if (!dana.vote(link, "approve", "measured")) {
      throw new IllegalStateException("the vote did not count");
    }
    PlaneClient.Reply reply = reporter.poll(asked.operation(), 20);
    if (reply.status() != 200) {
      throw new IllegalStateException("the write ended with " + reply.status());
    }
  }

  private void counted(String what, Runnable happening) {
    happening.run();
    CountingProxy.Count before = store.count();
    for (int run = 0; run < COUNTED; run++) {
      happening.run();
    }
    CountingProxy.Count count = store.count().since(before);
    line(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %.1f | %.1f |",
            what,
            count.calls().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(call ->
                    String.format(Locale.ROOT, "%.1f %s", each(call.getValue()), call.getKey()))
                .collect(Collectors.joining(", ")),
            each(times(count, true)),
            each(times(count, false)),
            each(count.sent()) / 1024,
            each(count.received()) / 1024));
  }

  private static double each(long of) {
    return (double) of / COUNTED;
  }

  private static long times(CountingProxy.Count count, boolean writes) {
    return count.calls().entrySet().stream()
        .filter(call -> call.getKey().matches("(Put|Update|Delete|TransactWrite).*") == writes)
        .mapToLong(call -> call.getValue())
        .sum();
  }

  /** How much memory every process holds now. */
  void memory() {
    line("| process | resident memory, MB |");
    line("|---|---|");
    Processes.megabytes()
        .forEach((name, megabytes) ->
            line(
                String.format(
                    Locale.ROOT,
                    "| %s | %s |",
                    name,
                    megabytes.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
    line("");
  }
}
