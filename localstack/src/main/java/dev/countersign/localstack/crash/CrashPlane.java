package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.FunctionLimits;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.Sweeping;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A plane of its own whose stores are on disk, with the tables in which runs leave their markers.
 */
final class CrashPlane {

  /** Longer than any statement may take. */
  static final Duration EXECUTION_TIMEOUT = Duration.ofSeconds(20);

  private static final Sweeping SWEEPING =
      new Sweeping(Duration.ofSeconds(3), Duration.ofSeconds(5));

  private CrashPlane() {}

  static LocalPlane start(WorkingDirectory directory, FunctionLimits limits, Consumer<String> told)
      throws IOException, InterruptedException {
    Path sources = WorkingDirectory.repository().resolve("localstack/src/main");
    return LocalPlane.start(
        PlaneOptions.of(WorkingDirectory.repository(), directory.path())
            .withBundle(directory.copyOf(sources.resolve("bundle"), sources.resolve("crash")))
            .withPreparation(Markers::createTables)
            .withDurableStores()
            .withLimits(limits)
            .withSweeping(SWEEPING),
        told);
  }
}
