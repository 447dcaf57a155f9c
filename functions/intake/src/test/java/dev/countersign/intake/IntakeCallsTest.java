package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.authenticate.SampleTokens;
import dev.countersign.canonical.Digest;
import dev.countersign.clearance.SmallShop;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import dev.countersign.problem.ProblemType;
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
import dev.countersign.record.StoredAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which calls of the store a request needs, and what of it is recorded as a pick-up. */
class IntakeCallsTest {

  private static final Instant NOW = SampleTokens.NOW;
  private static final String ANSWER = "{\"rows\":[]}";

  private final SampleTokens tokens = new SampleTokens();
  private final SmallShop shop = new SmallShop();
  private final SettableClock clock = new SettableClock(NOW);
  private final InMemoryEvidenceLog memory = new InMemoryEvidenceLog(clock);
  private final CountingEvidenceLog log = new CountingEvidenceLog(memory);
  private final ScriptedWorkflow workflow = new ScriptedWorkflow();
  private final ScriptedDoor door = new ScriptedDoor();
  private Runnable whileItWaits = () -> {};
  private final Intake intake =
      new Intake(
          tokens.verifier(),
          shop::bundle,
          shop.policies(),
          shop.catalogues(),
          shop.examiner(),
          log,
          new InMemoryResultStore(),
          workflow,
          door,
          new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1)),
          duration -> {
            clock.set(clock.instant().plus(duration));
            whileItWaits.run();
          },
          clock,
          new Random(7));

  private IntakeAnswer submit(String statement, Optional<String> key, Duration wait) {
    String body = "{\"statement\": \"%s\", \"purpose\": \"a look\"}".formatted(statement);
    return intake.submit(
        tokens.authorization(SmallShop.AGENT),
        new Intake.Sent("orders", body, key, Optional.empty()),
        wait);
  }

  private IntakeAnswer poll(OperationId id, Duration wait) {
    return intake.poll(tokens.authorization(SmallShop.AGENT), id.text(), wait);
  }

  private void record(OperationId id, Evidence evidence) {
    memory.append(Append.of(EvidenceCodec.encode(id, evidence)));
  }

  /** As execution does it. */
  private void run(OperationId id) {
    record(id, new Evidence.Started("1", clock.instant(), List.of()));
    Digest digest = Digest.ofText(ANSWER);
    Evidence.Finished finished =
        new Evidence.Finished(
            digest, "SELECT 0", 0, 0, false, Optional.empty(), 3, clock.instant(), List.of());
    memory.append(
        Append.of(EvidenceCodec.encode(id, finished))
            .with(new StoredAnswer(id, ANSWER, digest, clock.instant().plusSeconds(3_600))));
  }

  private static OperationId ready(IntakeAnswer answer) {
    assertThat(answer).isInstanceOf(IntakeAnswer.Ready.class);
    return ((IntakeAnswer.Ready) answer).operation();
  }

  private static OperationId pending(IntakeAnswer answer) {
    assertThat(answer).isInstanceOf(IntakeAnswer.Pending.class);
    return ((IntakeAnswer.Pending) answer).operation();
  }

  private CaseFile file(OperationId id) {
    return CaseFile.replay(id, memory.read(id));
  }

  private int pickUps(OperationId id) {
    return file(id).evidence(Evidence.Collected.class).size();
  }

  @Test
  void aPermittedReadIsWrittenOnceAndReadOnce() {
    door.execution = this::run;
    OperationId id = ready(submit(SmallShop.READ, Optional.empty(), Duration.ZERO));
    assertThat(log.calls()).containsExactly("write requested", "delivery");
    assertThat(pickUps(id)).as("the answer that ends the request is no pick-up").isZero();
  }

  @Test
  void everyLaterPollThatHandsTheAnswerOutIsRecordedAsAPickUp() {
    door.execution = this::run;
    OperationId id = ready(submit(SmallShop.READ, Optional.empty(), Duration.ZERO));
    for (int time = 1; time <= 3; time++) {
      clock.set(clock.instant().plusSeconds(1));
      ready(poll(id, Duration.ZERO));
      assertThat(pickUps(id)).isEqualTo(time);
    }
  }

  @Test
  void aPollThatWaitsAsksOneThingOfTheStoreUntilThereIsAnEnd() {
    OperationId id = pending(submit(SmallShop.WRITE, Optional.empty(), Duration.ZERO));
    log.calls();
    pending(poll(id, Duration.ofSeconds(20)));
    List<String> calls = log.calls();
    List<String> all = List.of("read execution", "read approval", "read intake");
    assertThat(calls.subList(0, 3)).isEqualTo(all);
    assertThat(calls.subList(3, calls.size() - 3)).isNotEmpty().containsOnly("find");
    assertThat(calls.subList(calls.size() - 3, calls.size())).isEqualTo(all);
  }

  @Test
  void aPollThatWaitsSeesEveryKindOfEnd() {
    for (Evidence end :
        List.of(
            new Evidence.Expired(NOW, List.of()),
            new Evidence.Voided("it changed", NOW, List.of()),
            new Evidence.Cancelled(
                shop.requested(new OperationId("op-" + "0".repeat(32)), SmallShop.READ, NOW)
                    .operation()
                    .requester()
                    .account(),
                NOW,
                List.of()),
            new Evidence.Unknown(3, NOW, List.of()))) {
      OperationId id =
          pending(
              submit(SmallShop.WRITE, Optional.of(end.getClass().getSimpleName()), Duration.ZERO));
      Instant from = clock.instant();
      whileItWaits = () -> record(id, end);
      assertThat(poll(id, Duration.ofSeconds(20))).isInstanceOf(IntakeAnswer.Refused.class);
      assertThat(clock.instant()).as("one pause").isEqualTo(from.plusMillis(50));
    }
  }

  @Test
  void whatIsNotDeniedIsListedUntilItIsClosed() {
    OperationId read = pending(submit(SmallShop.READ, Optional.empty(), Duration.ZERO));
    OperationId write = pending(submit(SmallShop.WRITE, Optional.empty(), Duration.ZERO));
    submit("drop table orders", Optional.empty(), Duration.ZERO);
    assertThat(memory.due(NOW.plusSeconds(60), 10))
        .extracting(listed -> listed.operation())
        .containsExactlyInAnyOrder(read, write);
    assertThat(memory.due(NOW.plusSeconds(59), 10)).isEmpty();
    intake.cancel(tokens.authorization(SmallShop.AGENT), write.text());
    run(read);
    assertThat(memory.due(Instant.MAX, 10)).isEmpty();
  }

  @Test
  void aRepeatedRequestRunsWhatWasRecordedAndNeverStarted() {
    Optional<String> key = Optional.of("key-1");
    OperationId id = pending(submit(SmallShop.READ, key, Duration.ZERO));
    assertThat(file(id).state()).isEqualTo(OperationState.PERMITTED);
    door.execution = this::run;
    assertThat(ready(submit(SmallShop.READ, key, Duration.ZERO))).isEqualTo(id);
    assertThat(door.asked).containsExactly("execute", "execute");
  }

  @Test
  void aRepeatedRequestStartsAWorkflowThatACrashLeftUnstarted() {
    workflow.answers = false;
    try {
      submit(SmallShop.WRITE, Optional.empty(), Duration.ZERO);
    } catch (RuntimeException crash) {
      workflow.answers = true;
    }
    pending(submit(SmallShop.WRITE, Optional.empty(), Duration.ZERO));
    assertThat(workflow.asked).containsExactly("start PT2H");
  }

  @Test
  void whoIsToldThatNothingWasRunIsToldTheTruth() {
    door.knock = ExecutionDoor.Knock.BUSY;
    Optional<String> key = Optional.of("key-1");
    IntakeAnswer.Refused busy = (IntakeAnswer.Refused) submit(SmallShop.READ, key, Duration.ZERO);
    assertThat(busy.problem().type()).isEqualTo(ProblemType.BUSY);
    assertThat(memory.due(Instant.MAX, 10)).isEmpty();
  }
}
