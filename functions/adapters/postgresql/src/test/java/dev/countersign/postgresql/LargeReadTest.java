package dev.countersign.postgresql;

import static dev.countersign.postgresql.TargetScene.answered;
import static dev.countersign.postgresql.TargetScene.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A read with more rows than may be held hands them on; what it comes to is said at its end. */
final class LargeReadTest {

  /** 15 MB of values. */
  private static final String LARGE =
      "select n, repeat('x', 500) as filler from generate_series(1, 30000) n";

  private static TargetScene scene;
  private final List<RawAnswer> parts = new ArrayList<>();

  @BeforeAll
  static void open() throws SQLException {
    scene = TargetScene.open();
  }

  @AfterAll
  static void close() throws SQLException {
    scene.close();
  }

  private static Run run(Run.Mode mode, String text, int rows) {
    return new Run(
        text,
        List.of(),
        mode,
        List.of("public"),
        new Connection.Limits(Duration.ofSeconds(60), Duration.ofSeconds(1), rows, 64 << 20));
  }

  private RawOutcome read(String text, int rows, RowSink sink) {
    return scene.target.run(run(Run.Mode.READ_ONLY, text, rows), CancelSignal.never(), sink);
  }

  private boolean keep(RawAnswer part) {
    return parts.add(part);
  }

  private List<Integer> handedOn() {
    return parts.stream()
        .flatMap(part -> part.rows().stream())
        .map(row -> Integer.valueOf(row.getFirst().orElseThrow()))
        .toList();
  }

  @Test
  void everyRowIsHandedOnOnceInOrderInPartsThatCanBeHeld() {
    RawAnswer answer = answered(read(LARGE, 100_000, this::keep));

    assertThat(handedOn()).isEqualTo(IntStream.rangeClosed(1, 30_000).boxed().toList());
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(parts).allMatch(part -> part.rows().size() < 12_000);
    assertThat(parts)
        .allMatch(part ->
            part.columns()
                .equals(List.of(new RawColumn("n", "integer"), new RawColumn("filler", "text"))));
    assertThat(answer.rows()).isEmpty();
    assertThat(answer.columns()).isEqualTo(parts.getFirst().columns());
    assertThat(answer.commandTag()).isEqualTo("SELECT 30000");
    assertThat(answer.affectedRows()).isEqualTo(30_000);
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void theCapOnRowsHoldsForWhatIsHandedOn() {
    RawAnswer answer = answered(read(LARGE, 20_000, this::keep));

    assertThat(handedOn()).hasSize(20_000);
    assertThat(answer.truncated()).isTrue();
  }

  @Test
  void whoTakesNoMoreGetsNoMoreAndTheReadIsNotComputedMuchFurther() {
    // Row 29,000 is an error for whoever computes it.
    RawAnswer answer =
        answered(
            read(
                "select n, repeat('x', 500), 1 / (n - 29000) from generate_series(1, 30000) n",
                100_000,
                part -> keep(part) && parts.size() < 2));

    assertThat(parts).hasSize(2);
    assertThat(answer.truncated()).isTrue();
  }

  @Test
  void whatCanBeHeldIsNotHandedOn() {
    RawAnswer answer =
        answered(read("select n from generate_series(1, 10000) n", 100_000, this::keep));

    assertThat(parts).isEmpty();
    assertThat(answer.rows()).hasSize(10_000);
  }

  @Test
  void aWriteHandsOnNothingAndLeavesOutWhatCannotBeHeld() throws SQLException {
    scene.database.execute("CREATE TABLE IF NOT EXISTS much (n int); GRANT ALL ON much TO owner");
    RawAnswer answer =
        answered(
            scene.target.run(
                run(
                    Run.Mode.READ_WRITE,
                    "insert into much select n from generate_series(1, 30000) n returning n",
                    100_000),
                CancelSignal.never(),
                this::keep));

    assertThat(parts).isEmpty();
    assertThat(answer.rows()).hasSize(10_000);
    assertThat(answer.truncated()).isTrue();
    assertThat(scene.database.ask("select count(*) from much")).containsExactly("30000");
  }

  @Test
  void aReadThatFailsAfterItsFirstRowsIsRefused() {
    assertThat(
            fault(
                    read(
                        "select n, repeat('x', 500), 1 / (n - 29000) from generate_series(1, 30000) n",
                        100_000,
                        this::keep))
                .sqlState())
        .isEqualTo("22012");
    assertThat(parts).isNotEmpty();
  }

  @Test
  void aReadIsCancelledBetweenTwoParts() {
    CountDownLatch asked = new CountDownLatch(1);
    RawOutcome outcome =
        scene.target.run(
            run(Run.Mode.READ_ONLY, LARGE, 100_000),
            () -> {
              asked.countDown();
              return true;
            },
            part -> keep(part) && await(asked));

    assertThat(fault(outcome).kind()).isEqualTo(Kind.CANCELLED);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aReadWhoseConnectionBreaksBetweenTwoPartsIsRefused() {
    RawOutcome outcome =
        read(
            LARGE,
            100_000,
            part -> {
              try {
                for (String backend : scene.backends("state = 'idle in transaction'")) {
                  scene.terminate(Integer.parseInt(backend));
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
              return keep(part);
            });

    assertThat(fault(outcome).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(parts).hasSize(1);
  }
}
