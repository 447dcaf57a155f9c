package dev.countersign.benchmarks;

import dev.countersign.execute.RawAnswer;
import dev.countersign.mask.MaskedAnswer;
import dev.countersign.mask.Masker;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Masking an answer of a thousand rows of six columns, of which two are masked, or none. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MaskBenchmark {

  private static final int ROWS = 1_000;
  private static final int COLUMNS = 6;

  /** How: not at all, two columns (which the target has masked already), or every value. */
  @Param({"none", "columns", "everything"})
  public String masked = "none";

  private final RawAnswer answer = answer();

  private static RawAnswer answer() {
    List<RawAnswer.RawColumn> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(new RawAnswer.RawColumn("column_" + column, "text"));
    }
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      List<Optional<String>> values = new ArrayList<>();
      for (int column = 0; column < COLUMNS; column++) {
        values.add(Optional.of("value " + row + " of " + column));
      }
      rows.add(List.copyOf(values));
    }
    return new RawAnswer(columns, rows, "SELECT " + ROWS, ROWS, false);
  }

  private OutputMask outputs() {
    return switch (masked) {
      case "none" -> new OutputMask.Positions(new TreeSet<>());
      case "columns" -> new OutputMask.Positions(new TreeSet<>(List.of(1, 2)));
      case "everything" -> new OutputMask.Everything();
      default -> throw new IllegalStateException("there is no such way to mask");
    };
  }

  /** Makes the answer that leaves. */
  @Benchmark
  public MaskedAnswer maskAThousandRows() {
    return Masker.mask(
        answer,
        new MaskingPlan("select", new TreeSet<>(), new TreeSet<>(), outputs(), new TreeSet<>()));
  }
}
