package dev.countersign.benchmarks;

import dev.countersign.detect.ValueNet;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Masking an answer of a thousand rows of six columns, of which two are masked, or none; with what
 * the last net costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MaskBenchmark {

  private static final int ROWS = 1_000;
  private static final int COLUMNS = 6;

  /** How: not at all, two columns (which the target has masked already), or every value. */
  @Param({"none", "columns", "everything"})
  public String masked = "none";

  /**
   * What the values are: short words; ordinary columns of a shop (an identifier, a status, an order
   * number, a timestamp, an amount, a remark of 120 characters); or values that the net withholds.
   */
  @Param({"words", "ordinary", "withheld"})
  public String content = "words";

  private RawAnswer answer = new RawAnswer(List.of(), List.of(), "", 0, false);

  /** Makes the answer. */
  @Setup
  public void setUp() {
    answer = answer();
  }

  private String value(int row, int column) {
    return switch (content) {
      case "words" -> "value " + row + " of " + column;
      case "ordinary" ->
          List.of(
                  "" + (10_000 + row),
                  "shipped",
                  "ORD-2026-" + (10_000_000 + row),
                  "2026-11-26 10:11:12.345678",
                  row + ".99",
                  "left with the neighbours on the second floor, who ask that the next parcel comes after six; ref "
                      + row
                      + "/2026")
              .get(column);
      case "withheld" ->
          List.of(
                  "ada" + row + "@mail.example",
                  "+49 30 23125 " + (100 + row % 900),
                  "4111 1111 1111 1111",
                  "DE89 3704 0044 0532 0130 00",
                  "a@b.example",
                  "call 555-123-4567 or write to a@b.example")
              .get(column);
      default -> throw new IllegalStateException("there is no such content");
    };
  }

  private RawAnswer answer() {
    List<RawAnswer.RawColumn> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(new RawAnswer.RawColumn("column_" + column, "text"));
    }
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      List<Optional<String>> values = new ArrayList<>();
      for (int column = 0; column < COLUMNS; column++) {
        values.add(Optional.of(value(row, column)));
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
        new MaskingPlan(
            "select",
            new TreeSet<>(),
            new TreeSet<>(),
            outputs(),
            new TreeSet<>(),
            new TreeSet<>()),
        new ValueNet(kind -> false));
  }
}
