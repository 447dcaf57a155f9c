package dev.countersign.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceLogContract;
import dev.countersign.record.EvidenceRaceContract;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.FaultScript;
import dev.countersign.record.FaultScript.Fault;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OpenOperationsContract;
import dev.countersign.record.RetryingEvidenceLog;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SampleVotes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The rules hold whatever becomes of the requests; and what cannot be known is said to be so. */
final class DynamoDbFaultsTest
    implements EvidenceLogContract, EvidenceRaceContract, OpenOperationsContract {

  private static final TableNames TABLES = LocalTables.create();

  private final FaultScript script = new FaultScript(RandomGenerator.getDefault().nextLong());
  private final DynamoDbClient faulty = client(script::next);
  private final OperationId id = OperationId.random(RandomGenerator.getDefault());

  @BeforeEach
  void tellTheSeed(TestReporter reporter) {
    reporter.publishEntry("script", script.toString());
  }

  @Override
  public EvidenceLog log(InstantSource clock) {
    return new RetryingEvidenceLog(new DynamoDbEvidenceLog(faulty, TABLES, clock));
  }

  @Override
  public EvidenceLog log() {
    return log(InstantSource.fixed(SampleEvidence.ASKED));
  }

  /** Read without faults: what the faulty log made of it is what matters. */
  @Override
  public OpenOperations open() {
    return new DynamoDbOpenOperations(LocalTables.tryingOnce(), TABLES);
  }

  private static DynamoDbClient client(Supplier<Fault> faults) {
    return LocalTables.tryingOnce(new FaultyHttpClient(UrlConnectionHttpClient.create(), faults));
  }

  /** A log on which these faults happen in this order, and none after them. */
  private static EvidenceLog logWith(Fault... faults) {
    Queue<Fault> rest = new ArrayDeque<>(Arrays.asList(faults));
    return new DynamoDbEvidenceLog(
        client(() -> Optional.ofNullable(rest.poll()).orElse(Fault.NONE)),
        TABLES,
        InstantSource.system());
  }

  private static Fault[] always(Fault fault) {
    Fault[] faults = new Fault[1_000];
    Arrays.fill(faults, fault);
    return faults;
  }

  private Append single() {
    return Append.of(
        EvidenceCodec.encode(id, new Evidence.Started("1", SampleEvidence.ASKED, List.of())));
  }

  private Append start(String attempt) {
    return Append.of(
            EvidenceCodec.encode(
                id, new Evidence.Started(attempt, SampleEvidence.ASKED, List.of())))
        .ifAbsent(EvidenceKind.CANCELLED.key(id));
  }

  @ParameterizedTest
  @EnumSource
  void oneFaultIsNotSeenByTheCaller(Fault fault) {
    assertThat(logWith(fault).append(single())).isEqualTo(new AppendOutcome.Appended());
    assertThat(logWith().read(id)).isEqualTo(single().entries());
    assertThat(logWith(fault).read(id)).isEqualTo(single().entries());
  }

  @ParameterizedTest
  @EnumSource
  void oneFaultInATransactionIsNotSeenByTheCaller(Fault fault) {
    assertThat(logWith(fault).append(start("1"))).isEqualTo(new AppendOutcome.Appended());
    assertThat(logWith(fault).append(start("2"))).isInstanceOf(AppendOutcome.Conflict.class);
    assertThat(logWith().read(id)).isEqualTo(start("1").entries());
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTENDED", "THROTTLED", "TIMED_OUT_BEFORE"})
  void aFaultThatStaysIsUnavailableAndNothingIsWritten(Fault fault) {
    EvidenceLog log = logWith(always(fault));
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.append(start("1")));
    assertThat(logWith().read(id)).isEmpty();
  }

  @Test
  void aFaultThatStaysIsUnavailableForReadersToo() {
    EvidenceLog log = logWith(always(Fault.TIMED_OUT_BEFORE));
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.read(id));
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.answer(id));
    assertThatExceptionOfType(EvidenceUnavailable.class)
        .isThrownBy(() -> log.find(EvidenceKind.STARTED.key(id)));
  }

  @Test
  void whatTookEffectWithoutAnAnswerIsFoundByReadingAgain() {
    Fault[] faults = new Fault[6];
    Arrays.fill(faults, Fault.TIMED_OUT_AFTER);
    assertThat(logWith(faults).append(start("1"))).isEqualTo(new AppendOutcome.Appended());
  }

  @Test
  void withoutAnyAnswerTheOutcomeIsUnknownThoughItTookEffect() {
    EvidenceLog log = logWith(always(Fault.TIMED_OUT_AFTER));
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.append(start("1")));
    assertThat(logWith().append(start("1"))).isEqualTo(new AppendOutcome.Appended());
    assertThat(logWith().read(id)).hasSize(1);
  }

  @Test
  void aConditionThatMayStillComeTrueIsNoConflictWhileAnAttemptIsOnItsWay() {
    Append waits = start("1").ifPresent(EvidenceKind.REQUESTED.key(id));
    EvidenceLog doubtful = logWith(Fault.TIMED_OUT_BEFORE);
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> doubtful.append(waits));
    assertThat(logWith().append(waits)).isInstanceOf(AppendOutcome.Conflict.class);
  }

  @Test
  void aConditionThatCanNeverHoldAgainIsAConflictEvenThen() {
    logWith().append(SampleVotes.end(id, new Evidence.Expired(SampleEvidence.ASKED, List.of())));
    Append approves = SampleVotes.end(id, new Evidence.Approved(SampleEvidence.ASKED, List.of()));
    assertThat(logWith(Fault.ARRIVES_LATE).append(approves))
        .isInstanceOf(AppendOutcome.Conflict.class);
  }

  @Test
  void aTableThatIsNotThereIsUnavailableAtOnce() {
    EvidenceLog log =
        new DynamoDbEvidenceLog(
            LocalTables.tryingOnce(), TableNames.prefixed("no-such-"), InstantSource.system());
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.append(start("1")));
    assertThatExceptionOfType(EvidenceUnavailable.class).isThrownBy(() -> log.append(single()));
  }
}
