package dev.countersign.localstack.load;

import dev.countersign.localstack.crash.Markers;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** One client, then more than the plane can serve, then one again. */
public final class LoadRun {

  /** How much slower one client may be afterwards: what two such measurements differ by. */
  private static final double NOISE = 1.25;

  private static final Duration WARMING = Duration.ofSeconds(30);
  private static final Duration ALONE = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofSeconds(10);

  private final int minutes;
  private final int clients;
  private final PrintStream out;

  /** A run that tells what it measures. */
  public LoadRun(int minutes, int clients, PrintStream out) {
    this.minutes = minutes;
    this.clients = clients;
    this.out = out;
  }

  /** Runs, and says whether everything was as it must be. */
  public boolean isGood() throws IOException, InterruptedException {
    try (WorkingDirectory directory = WorkingDirectory.temporary(WorkingDirectory.repository());
        LocalPlane plane = LocalPlane.start(options(directory), line -> out.println("  " + line))) {
      Saturation saturation = new Saturation(plane);
      saturation.run(clients, WARMING);
      Answers before = alone(saturation, "before");
      MemoryCourse memory = new MemoryCourse();
      Thread sampling = Thread.startVirtualThread(memory::take);
      Answers under = saturation.run(clients, Duration.ofMinutes(minutes));
      memory.end();
      tell("%d clients".formatted(clients), under, Duration.ofMinutes(minutes));
      boolean flat = tellMemory(memory);
      sampling.join();
      Thread.sleep(REST);
      Answers after = alone(saturation, "afterwards");
      boolean asFast = isAsFast(before, after);
      out.println("answers that may not come: " + under.improper());
      return flat && asFast && under.improper().isEmpty();
    }
  }

  /** The stores are on disk: in memory one grows by what it holds, which is no leak. */
  private static PlaneOptions options(WorkingDirectory directory) throws IOException {
    Path sources = WorkingDirectory.repository().resolve("localstack/src/main");
    return PlaneOptions.of(WorkingDirectory.repository(), directory.path())
        .withBundle(directory.copyOf(sources.resolve("bundle"), sources.resolve("crash")))
        .withDurableStores()
        .withPreparation(Markers::createTables);
  }

  private Answers alone(Saturation saturation, String when) throws InterruptedException {
    Answers answers = saturation.run(1, ALONE);
    tell("1 client " + when, answers, ALONE);
    return answers;
  }

  private void tell(String who, Answers answers, Duration duration) {
    out.printf(
        "%s: %.1f answers/s, p50 %.1f ms, p99 %.1f ms; %s%n",
        who,
        answers.count() / (double) duration.toSeconds(),
        answers.percentileMillis(0.5),
        answers.percentileMillis(0.99),
        answers.statuses());
  }

  private boolean tellMemory(MemoryCourse memory) {
    boolean flat = true;
    for (MemoryCourse.Line line : memory.lines()) {
      out.printf(
          "%-32s minutes 2 to 4 %7d kB, last two %7d kB, ratio %.2f%s%n",
          line.process(),
          line.early(),
          line.late(),
          line.late() / (double) line.early(),
          line.isFlat() ? "" : "  GROWS");
      flat &= line.isFlat();
    }
    return flat;
  }

  private boolean isAsFast(Answers before, Answers after) {
    double ratio = after.percentileMillis(0.5) / before.percentileMillis(0.5);
    double throughput = before.count() / (double) after.count();
    out.printf(
        "afterwards against before: p50 %.2f, time for an answer %.2f (at most %.2f)%n",
        ratio, throughput, NOISE);
    return ratio <= NOISE && throughput <= NOISE;
  }
}
