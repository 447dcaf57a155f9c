package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.OperationId;
import dev.countersign.postgresql.PostgresqlTarget;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.record.ResultStore;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * Runs one large read from the database of the arguments into a store that keeps nothing, and tells
 * what the heap held meanwhile. A program of its own, so that it can be given a heap of its own:
 *
 * <pre>java -Xmx64m ... LargeResult PORT DATABASE ROLE ROWS</pre>
 */
final class LargeResult {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");

  /** About 100 bytes a row. */
  private static final String READ =
      "select n, md5(n::text), md5((n * 7)::text), md5((n * 11)::text) from generate_series(1, $1) n";

  private LargeResult() {}

  public static void main(String[] arguments) {
    Counting store = new Counting();
    int rows = Integer.parseInt(arguments[3]);
    Run run =
        new Run(
            READ.replace("$1", Integer.toString(rows)),
            List.of(),
            Run.Mode.READ_ONLY,
            List.of(),
            new Connection.Limits(
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE));
    MaskingPlan plan =
        new MaskingPlan(
            run.text(),
            new TreeSet<>(),
            new TreeSet<>(),
            new OutputMask.Positions(new TreeSet<>()),
            new TreeSet<>(),
            new TreeSet<>());
    TestDatabase database = new TestDatabase(Integer.parseInt(arguments[0]), arguments[1]);
    long begun = System.nanoTime();
    try (PostgresqlTarget target = database.target(arguments[2], arguments[2], run.limits());
        LargeAnswer large = new LargeAnswer(store, ID, plan, new ValueNet(kind -> false))) {
      RawOutcome outcome =
          target.run(
              run,
              CancelSignal.never(),
              part -> {
                store.look();
                return large.take(part);
              });
      if (!(outcome instanceof RawOutcome.Answered answered)) {
        throw new IllegalStateException("not answered: " + outcome);
      }
      Departure departure = large.departure(answered.answer());
      System.out.printf(
          "rows %d, object bytes %d, truncated %b, heap most %d MB of %d MB, %.1f s%n",
          departure.rows(),
          departure.result().orElseThrow().bytes(),
          departure.answer().truncated(),
          store.most >> 20,
          Runtime.getRuntime().maxMemory() >> 20,
          (System.nanoTime() - begun) / 1e9);
    }
  }

  /** Keeps nothing, and looks now and then at what the heap holds that is still used. */
  private static final class Counting implements ResultStore, ResultStore.Upload {

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private long most;
    private int parts;

    /** A collection first, so that only what is held counts; not each time, as it takes long. */
    void look() {
      parts++;
      if (parts % 100 == 1) {
        memory.gc();
        most = Math.max(most, memory.getHeapMemoryUsage().getUsed());
      }
    }

    @Override
    public Upload begin(OperationId operation) {
      return this;
    }

    @Override
    public OutputStream bytes() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void complete() {}

    @Override
    public void close() {}
  }
}
