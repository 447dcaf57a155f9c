package dev.countersign.localstack.bench;

import dev.countersign.localstack.plane.FunctionLimits;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneClient;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.Sweeping;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Starts the planes that are measured, one after the other, and puts the tables together. */
public final class Benches {

  private static final int COLD_STARTS = 7;

  /** No sweep comes in between. */
  private static final Sweeping NEVER = new Sweeping(Duration.ofHours(12), Duration.ofMinutes(1));

  private Benches() {}

  /** Measures with loads of this length; progress comes as lines. */
  public static void run(Duration time, Consumer<String> progress) throws Exception {
    Path repository = WorkingDirectory.repository();
    StringBuilder tables = new StringBuilder();
    tables.append(machine());
    tables.append(plane(repository, time, progress));
    tables.append(coldStarts(repository, progress));
    Files.writeString(repository.resolve("localstack/target/bench.md"), tables);
    System.out.print(tables);
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d processors, Java %s, %s %s.%n%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  private static String plane(Path repository, Duration time, Consumer<String> progress)
      throws Exception {
    AtomicReference<CountingProxy> proxy = new AtomicReference<>();
    try (WorkingDirectory directory = WorkingDirectory.temporary(repository)) {
      PlaneOptions options =
          PlaneOptions.of(repository, directory.path())
              .withSweeping(NEVER)
              .withStore(store -> {
                proxy.set(new CountingProxy(store));
                return proxy.get().address();
              });
      try (LocalPlane plane = LocalPlane.start(options, progress)) {
        Measurement measurement = new Measurement(plane, proxy.get(), time, progress);
        measurement.sideBySide();
        measurement.ownTime();
        measurement.masking();
        measurement.storeCalls();
        measurement.memory();
        return measurement.markdown();
      }
    } finally {
      if (proxy.get() != null) {
        proxy.get().close();
      }
    }
  }

  private static String coldStarts(Path repository, Consumer<String> progress) throws Exception {
    StringBuilder table = new StringBuilder();
    table.append("| cold start of | median ms | from | to |\n|---|---|---|---|\n");
    try (WorkingDirectory directory = WorkingDirectory.temporary(repository)) {
      PlaneOptions options =
          PlaneOptions.of(repository, directory.path())
              .withSweeping(NEVER)
              .withLimits(new FunctionLimits(1, 1, 1, Duration.ofSeconds(60)));
      try (LocalPlane plane = LocalPlane.start(options, progress)) {
        PlaneClient reporter = new PlaneClient(plane.api(), plane.cast().agentToken("reporter"));
        String operation = reporter.sql("orders", "select 1", List.of(), "?wait=20").operation();
        for (String function : List.of("intake", "approval", "execution", "audit")) {
          progress.accept("cold starts of " + function);
          List<Double> millis = new ColdStarts(plane, operation).millis(function, COLD_STARTS);
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %.0f | %.0f | %.0f |%n",
                  function,
                  millis.get(COLD_STARTS / 2),
                  millis.getFirst(),
                  millis.getLast()));
        }
      }
    }
    return table.append('\n').toString();
  }
}
