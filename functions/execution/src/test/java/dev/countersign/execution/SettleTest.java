package dev.countersign.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.clearance.SmallShop;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.CountingEvidenceLog;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.OperationState;
import dev.countersign.record.Overdue;
import dev.countersign.record.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever is asked twice, late or out of order comes to the same end, and to one run at the most.
 */
class SettleTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Account SOMEBODY = new Account("https://people.example/", "olga");

  private final SmallShop shop = new SmallShop();
  private final SettableClock clock = new SettableClock(NOON);
  private final InMemoryEvidenceLog memory = new InMemoryEvidenceLog(clock);
  private final CountingEvidenceLog log = new CountingEvidenceLog(memory);
  private final List<Run> runs = new ArrayList<>();
  private Runnable whileItRuns = () -> {};
  private final Execution execution =
      new Execution(
          shop::bundle,
          shop.policies(),
          shop.catalogues(),
          shop.examiner(),
          log,
          connection -> target(),
          new InMemoryResultStore(),
          new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1)),
          clock,
          new Random(7));

  private Target target() {
    return new Target() {
      @Override
      public Catalogue survey() {
        return Catalogue.none();
      }

      @Override
      public SortedSet<RolePower> readerPowers() {
        return new TreeSet<>();
      }

      @Override
      public RawOutcome run(Run run, CancelSignal cancel, RowSink large) {
        runs.add(run);
        whileItRuns.run();
        return new RawOutcome.Answered(
            new RawAnswer(
                List.of(
                    new RawAnswer.RawColumn("id", "text"),
                    new RawAnswer.RawColumn("status", "text")),
                List.of(List.of(Optional.of("17"), Optional.of("open"))),
                "SELECT 1",
                1,
                false));
      }
    };
  }

  private void ask(String statement) {
    memory.append(
        Append.of(EvidenceCodec.encode(ID, shop.requested(ID, statement, NOON)))
            .opening(NOON.plusSeconds(60)));
  }

  private void record(Evidence evidence) {
    memory.append(Append.of(EvidenceCodec.encode(ID, evidence)));
  }

  /** The entry of this kind, with nothing in it that matters to settling. */
  private Evidence evidence(String word) {
    Instant at = clock.instant();
    return switch (word) {
      case "approved" -> new Evidence.Approved(at, List.of());
      case "refused" -> new Evidence.Refused(at, List.of());
      case "expired" -> new Evidence.Expired(at, List.of());
      case "cancelled" -> new Evidence.Cancelled(SOMEBODY, at, List.of());
      case "started" -> new Evidence.Started("1", at, List.of());
      case "stop-asked" -> new Evidence.StopAsked(SOMEBODY, at, List.of());
      case "voided" -> new Evidence.Voided("it changed", at, List.of());
      case "unknown" -> new Evidence.Unknown(3, at, List.of());
      case "finished" ->
          new Evidence.Finished(
              Digest.ofText("[]"), "SELECT 0", 0, 0, false, Optional.empty(), 3, at, List.of());
      default -> throw new IllegalArgumentException(word);
    };
  }

  private OperationState state() {
    return CaseFile.replay(ID, memory.read(ID)).state();
  }

  private boolean isListed() {
    return !memory.due(Instant.MAX, 10).isEmpty();
  }

  /** What was recorded at noon, how long after it is settled, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "read, '', PT59S, PERMITTED",
    "read, '', PT60S, VOIDED",
    "read, started, PT15M59S, RUNNING",
    "read, started, PT16M, UNKNOWN",
    "read, started stop-asked, PT15M59S, STOPPING",
    "read, started stop-asked, PT16M, UNKNOWN",
    "read, started finished, PT16M, SUCCEEDED",
    "read, started unknown, PT99H, UNKNOWN",
    "read, cancelled, PT99H, CANCELLED",
    "write, '', PT3H59M, WAITING",
    "write, '', PT4H59S, WAITING",
    "write, '', PT4H1M, VOIDED",
    "write, approved, PT3H59M, APPROVED",
    "write, approved, PT4H, VOIDED",
    "write, approved started, PT15M59S, RUNNING",
    "write, approved started, PT16M, UNKNOWN",
    "write, approved voided, PT99H, VOIDED",
    "write, refused, PT99H, REFUSED",
    "write, expired, PT99H, EXPIRED"
  })
  void settlingClosesOnlyWhatNobodyCanWorkAtAnyMore(
      String asked, String recorded, Duration after, OperationState state) {
    ask(asked.equals("read") ? SmallShop.READ : SmallShop.WRITE);
    for (String word : recorded.isEmpty() ? new String[0] : recorded.split(" ", -1)) {
      record(evidence(word));
    }
    clock.set(NOON.plus(after));
    int entries = memory.read(ID).size();
    for (int time = 0; time < 2; time++) {
      assertThat(execution.settle(ID)).isEqualTo(new ExecutionReport(ID, state));
      assertThat(state()).isEqualTo(state);
    }
    assertThat(memory.read(ID)).hasSizeBetween(entries, entries + 1);
    assertThat(isListed()).isEqualTo(!state.closed());
    assertThat(runs).isEmpty();
  }

  /** Every call that may come late or twice, in front of an execution. */
  @ParameterizedTest
  @CsvSource({
    "'', execute, SUCCEEDED, 1",
    "'', execute execute, SUCCEEDED, 1",
    "'', settle execute, SUCCEEDED, 1",
    "'', execute settle execute, SUCCEEDED, 1",
    "'', wait settle execute execute, VOIDED, 0",
    "cancelled, execute settle execute, CANCELLED, 0",
    "voided, execute settle execute, VOIDED, 0",
    "started, execute settle execute, RUNNING, 0",
    "started, wait settle execute settle, UNKNOWN, 0",
    "started finished, wait settle execute, SUCCEEDED, 0"
  })
  void aReadRunsOnceAtTheMostHoweverItIsCalled(
      String recorded, String calls, OperationState state, int times) {
    ask(SmallShop.READ);
    for (String word : recorded.isEmpty() ? new String[0] : recorded.split(" ", -1)) {
      record(evidence(word));
    }
    for (String call : calls.split(" ", -1)) {
      switch (call) {
        case "execute" -> execution.execute(ID);
        case "settle" -> execution.settle(ID);
        case "wait" -> clock.set(clock.instant().plus(Duration.ofHours(1)));
        default -> throw new IllegalArgumentException(call);
      }
    }
    assertThat(state()).isEqualTo(state);
    assertThat(runs).hasSize(times);
    assertThat(isListed()).isEqualTo(!state.closed());
  }

  @Test
  void whatSettlesOrExecutesItWhileItRunsChangesNothing() {
    ask(SmallShop.READ);
    List<OperationState> said = new ArrayList<>();
    whileItRuns =
        () -> {
          clock.set(NOON.plus(Duration.ofMinutes(14)));
          said.add(execution.settle(ID).state());
          said.add(execution.execute(ID).state());
        };
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(said).containsExactly(OperationState.RUNNING, OperationState.RUNNING);
    assertThat(runs).hasSize(1);
  }

  @Test
  void anEndThatComesAfterItWasSettledDoesNotCount() {
    ask(SmallShop.READ);
    whileItRuns =
        () -> {
          clock.set(NOON.plus(Duration.ofMinutes(16)));
          execution.settle(ID);
        };
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(memory.answer(ID)).isEmpty();
  }

  @Test
  void aPermittedReadIsReadOnceAndWrittenTwice() {
    ask(SmallShop.READ);
    execution.execute(ID);
    assertThat(log.calls()).containsExactly("read intake", "write started", "write finished");
  }

  @Test
  void theEndCountsWhatCannotComeAfterTheStartAndItself() {
    ask(SmallShop.READ);
    record("olga");
    record("sam");
    whileItRuns = () -> record(evidence("stop-asked"));
    execution.execute(ID);
    CaseFile file = CaseFile.replay(ID, memory.read(ID));
    // The request, two controllers, the start and the end; not that somebody asked to stop it.
    assertThat(file.evidence(Evidence.Finished.class).getFirst().entries()).isEqualTo(5);
    assertThat(file.countedWithEnd()).isEqualTo(5);
    assertThat(file.entries()).hasSize(6);
  }

  private void record(String controller) {
    memory.append(
        Append.of(
            EvidenceCodec.encode(
                ID, new Evidence.RequesterController(controller, NOON), controller)));
  }
}
