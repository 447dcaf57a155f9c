package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.clearance.SmallShop;
import dev.countersign.intake.Sweep.Step;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.Append;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OpenOperations.Listed;
import dev.countersign.record.Overdue;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sweep asks for what each operation's evidence asks for, and does nothing by itself. */
class SweepTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final SmallShop shop = new SmallShop();
  private final SettableClock clock = new SettableClock(NOON);
  private final InMemoryEvidenceLog memory = new InMemoryEvidenceLog(clock);
  private final ScriptedDoor door = new ScriptedDoor();
  private final ScriptedWorkflow workflow = new ScriptedWorkflow();
  private final Sweep sweep = sweep(memory);

  private Sweep sweep(OpenOperations open) {
    return new Sweep(
        memory, open, workflow, door, new Overdue(Duration.ofMinutes(15), GRACE), clock);
  }

  /** A list as another sweep saw it before. */
  private record SeenBefore(List<Listed> seen, OpenOperations list) implements OpenOperations {

    @Override
    public List<Listed> due(Instant now, int limit) {
      return seen;
    }

    @Override
    public void putOff(Listed listed, Instant lookAt) {
      list.putOff(listed, lookAt);
    }

    @Override
    public void remove(OperationId operation) {
      list.remove(operation);
    }
  }

  private void ask(OperationId id, String statement) {
    memory.append(
        Append.of(EvidenceCodec.encode(id, shop.requested(id, statement, NOON)))
            .opening(NOON.plus(GRACE)));
  }

  private void record(String word) {
    Evidence evidence =
        switch (word) {
          case "approved" -> new Evidence.Approved(clock.instant(), List.of());
          case "started" -> new Evidence.Started("1", clock.instant(), List.of());
          case "approval" -> voted(Verdict.APPROVED);
          case "refusal" -> voted(Verdict.REFUSED);
          case "stop-asked" ->
              new Evidence.StopAsked(new Account("i", "s"), clock.instant(), List.of());
          default -> throw new IllegalArgumentException(word);
        };
    if (evidence instanceof Evidence.Voted voted) {
      String voter = voted.vote().approver();
      memory.append(Append.of(EvidenceCodec.encode(ID, evidence, voter)).opening(voted.at()));
    } else {
      memory.append(Append.of(EvidenceCodec.encode(ID, evidence)));
    }
  }

  private Evidence voted(Verdict verdict) {
    Vote vote = SampleEvidence.voted("carol", verdict).vote();
    return new Evidence.Voted(vote, clock.instant(), List.of());
  }

  private List<String> asked() {
    List<String> all = new ArrayList<>(workflow.asked);
    all.addAll(door.asked);
    return all;
  }

  private static List<Step> steps(SweepCount count) {
    return Arrays.stream(Step.values()).filter(step -> count.of(step) == 1).toList();
  }

  /** What was recorded at noon, when the sweep comes, what it asks for, and when it looks again. */
  @ParameterizedTest
  @CsvSource({
    "read, '', PT59S, '', '', PT1M",
    "read, '', PT1M, settle later, SETTLED, PT2M",
    "read, started, PT1M, '', LEFT, PT16M",
    "read, started, PT16M, settle later, SETTLED, PT17M",
    "read, started stop-asked, PT1M, '', LEFT, PT16M",
    "read, started stop-asked, PT16M, settle later, SETTLED, PT17M",
    "write, '', PT1M, start PT2H, STARTED, PT4H1M",
    "write, '', PT3H, start PT1H, STARTED, PT4H1M",
    "write, '', PT4H1M, settle later, SETTLED, PT4H2M",
    "write, approval, PT59S, start PT2H, STARTED, PT1M",
    "write, approval, PT1M, recount PT1M, RECOUNTED, PT2M",
    "write, refusal, PT1M, recount PT1M, RECOUNTED, PT2M",
    "write, approval, PT4H1M, recount PT1M, RECOUNTED, PT4H2M",
    "write, approved, PT1M, execute later, EXECUTED, PT2M",
    "write, approved, PT3H59M, execute later, EXECUTED, PT4H",
    "write, approved, PT4H, settle later, SETTLED, PT4H1M",
    "write, approved started, PT1M, '', LEFT, PT16M",
    "write, approved started, PT16M, settle later, SETTLED, PT17M"
  })
  void eachStateIsAskedToGoOnOnceItIsOverdue(
      String statement, String recorded, Duration after, String asked, String step, Duration next) {
    ask(ID, statement.equals("read") ? SmallShop.READ : SmallShop.WRITE);
    for (String word : recorded.isEmpty() ? new String[0] : recorded.split(" ", -1)) {
      record(word);
    }
    int entries = memory.read(ID).size();
    clock.set(NOON.plus(after));
    SweepCount count = sweep.sweep();
    assertThat(steps(count)).isEqualTo(step.isEmpty() ? List.of() : List.of(Step.valueOf(step)));
    assertThat(asked()).isEqualTo(asked.isEmpty() ? List.of() : List.of(asked));
    assertThat(memory.due(Instant.MAX, 10)).containsExactly(new Listed(ID, NOON.plus(next)));
    assertThat(memory.read(ID)).as("the sweep records nothing").hasSize(entries);
  }

  @Test
  void whatIsClosedAlreadyIsTakenFromTheList() {
    ask(ID, SmallShop.READ);
    record("started");
    memory.append(Append.of(EvidenceCodec.encode(ID, new Evidence.Unknown(3, NOON, List.of()))));
    // As if the list had not been told.
    memory.append(
        Append.of(
                EvidenceCodec.encode(
                    ID, new Evidence.Notified(new TreeSet<>(), NOON, List.of()), "1"))
            .opening(NOON));
    assertThat(steps(sweep.sweep())).containsExactly(Step.REMOVED);
    assertThat(memory.due(Instant.MAX, 10)).isEmpty();
    assertThat(asked()).isEmpty();
  }

  @Test
  void anApprovalThatComesWhileTheSweepLooksIsNotPutOff() {
    ask(ID, SmallShop.WRITE);
    clock.set(NOON.plus(GRACE).plusSeconds(1));
    workflow.meanwhile =
        () ->
            memory.append(
                Append.of(
                        EvidenceCodec.encode(ID, new Evidence.Approved(clock.instant(), List.of())))
                    .opening(clock.instant()));
    assertThat(steps(sweep.sweep())).containsExactly(Step.STARTED);
    assertThat(memory.due(Instant.MAX, 10)).containsExactly(new Listed(ID, clock.instant()));
  }

  @Test
  void oneThatCannotBeLookedAfterDoesNotKeepTheOthersFromIt() {
    OperationId other = OperationId.random(RandomGenerator.getDefault());
    ask(ID, SmallShop.WRITE);
    ask(other, SmallShop.READ);
    workflow.answers = false;
    clock.set(NOON.plus(GRACE));
    SweepCount count = sweep.sweep();
    assertThat(count.of(Step.FAILED)).isEqualTo(1);
    assertThat(count.of(Step.SETTLED)).isEqualTo(1);
    workflow.answers = true;
    clock.set(NOON.plus(GRACE).plus(GRACE));
    assertThat(sweep.sweep().of(Step.STARTED)).isEqualTo(1);
  }

  @Test
  void aWishThatExecutionDidNotTakeIsMadeAgain() {
    ask(ID, SmallShop.READ);
    door.takes = false;
    clock.set(NOON.plus(GRACE));
    assertThat(steps(sweep.sweep())).containsExactly(Step.FAILED);
    assertThat(sweep.sweep().numbers().values()).allMatch(number -> number == 0);
    door.takes = true;
    clock.set(NOON.plus(GRACE).plus(GRACE));
    assertThat(steps(sweep.sweep())).containsExactly(Step.SETTLED);
  }

  @Test
  void twoSweepsAtOnceAskForTheSameAndTheListIsAsAfterOne() {
    ask(ID, SmallShop.WRITE);
    clock.set(NOON.plus(GRACE));
    List<Listed> seen = memory.due(clock.instant(), 10);
    sweep.sweep();
    clock.set(clock.instant().plusSeconds(5));
    sweep(new SeenBefore(seen, memory)).sweep();
    // Under the operation's id: started twice is started once.
    assertThat(workflow.asked).containsExactly("start PT2H", "start PT2H");
    assertThat(memory.due(Instant.MAX, 10))
        .containsExactly(new Listed(ID, NOON.plus(Duration.ofHours(4)).plus(GRACE)));
  }

  @Test
  void oneThatWasClosedSinceTheOtherSweepSawItStaysOffTheList() {
    ask(ID, SmallShop.READ);
    clock.set(NOON.plus(GRACE));
    List<Listed> seen = memory.due(clock.instant(), 10);
    memory.append(
        Append.of(
            EvidenceCodec.encode(ID, new Evidence.Voided("in time", clock.instant(), List.of()))));
    assertThat(steps(sweep(new SeenBefore(seen, memory)).sweep())).containsExactly(Step.REMOVED);
    assertThat(memory.due(Instant.MAX, 10)).isEmpty();
  }

  @Test
  void whatItDoesNotComeToInItsTimeIsLeftToTheNext() {
    for (int number = 0; number < 5; number++) {
      ask(OperationId.random(RandomGenerator.getDefault()), SmallShop.WRITE);
    }
    clock.set(NOON.plus(GRACE));
    workflow.meanwhile = () -> clock.set(clock.instant().plusSeconds(8));
    assertThat(sweep.sweep().of(Step.STARTED)).isEqualTo(2);
    assertThat(sweep.sweep().of(Step.STARTED)).isEqualTo(2);
    assertThat(sweep.sweep().of(Step.STARTED)).isEqualTo(1);
  }

  @Test
  void itsAnswerHoldsNumbersOnly() {
    ask(ID, SmallShop.READ);
    clock.set(NOON.plus(GRACE));
    assertThat(sweep.sweep().toString())
        .isEqualTo("{removed=0, left=0, started=0, recounted=0, executed=0, settled=1, failed=0}");
  }
}
