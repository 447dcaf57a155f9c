package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.approve.Verdict;
import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.AppendOutcome.Appended;
import dev.countersign.record.AppendOutcome.Conflict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules that every {@link EvidenceLog} holds. What happens at the same time is in {@link
 * EvidenceRaceContract}.
 */
public interface EvidenceLogContract {

  /** A log on the store under test that judges by this clock; the store may hold anything. */
  EvidenceLog log(InstantSource clock);

  /** A log whose clock does not matter. */
  default EvidenceLog log() {
    return log(InstantSource.fixed(SampleEvidence.ASKED));
  }

  private static OperationId newOperation() {
    return OperationId.random(RandomGenerator.getDefault());
  }

  private static Entry requested(OperationId id) {
    return EvidenceCodec.encode(id, SampleEvidence.permitted(id));
  }

  private static Entry controller(OperationId id, String person) {
    return EvidenceCodec.encode(
        id, new Evidence.RequesterController(person, SampleEvidence.ASKED), person);
  }

  private static Entry started(OperationId id, String attempt) {
    return EvidenceCodec.encode(id, new Evidence.Started(attempt, SampleEvidence.ASKED, List.of()));
  }

  private static Entry cancelled(OperationId id) {
    return EvidenceCodec.encode(
        id,
        new Evidence.Cancelled(
            SampleEvidence.operation(id).requester().account(), SampleEvidence.ASKED, List.of()));
  }

  private static Entry finished(OperationId id) {
    return EvidenceCodec.encode(
        id,
        new Evidence.Finished(
            Digest.ofText("[]"),
            "SELECT 0",
            0,
            0,
            false,
            Optional.empty(),
            3,
            SampleEvidence.ASKED,
            List.of()));
  }

  private static StoredAnswer answer(OperationId id, String document, Instant expiresAt) {
    return new StoredAnswer(id, document, Digest.ofText(document), expiresAt);
  }

  private static Conflict conflict(EntryKey... places) {
    return new Conflict(new TreeSet<>(Arrays.asList(places)));
  }

  @Test
  default void ofAnUnknownOperationThereIsNothing() {
    OperationId id = newOperation();
    assertThat(log().read(id)).isEmpty();
    assertThat(log().find(EvidenceKind.REQUESTED.key(id))).isEmpty();
    assertThat(log().answer(id)).isEmpty();
  }

  @Test
  default void whatIsAppendedIsThereForEveryReaderAtOnce() {
    OperationId id = newOperation();
    Entry requested = requested(id);
    Entry alice = controller(id, "alice");
    assertThat(log().append(Append.of(requested, alice))).isEqualTo(new Appended());
    assertThat(log().read(id)).containsExactlyInAnyOrder(requested, alice);
    assertThat(log().find(requested.key())).contains(requested);
    assertThat(log().find(controller(id, "bob").key())).isEmpty();
    assertThat(log().append(Append.of(started(id, "1")))).isEqualTo(new Appended());
    assertThat(log().read(id)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4_000, 100_000, 295_000})
  default void anEntryOfAnySizeComesBackByteForByte(int size) {
    OperationId id = newOperation();
    String text = randomText(size);
    Entry voided =
        EvidenceCodec.encode(id, new Evidence.Voided(text, SampleEvidence.ASKED, List.of()));
    log().append(Append.of(voided));
    assertThat(log().find(voided.key())).contains(voided);
    assertThat(log().read(id)).containsExactly(voided);
  }

  private static String randomText(int length) {
    StringBuilder text = new StringBuilder(length);
    RandomGenerator.getDefault().ints(length, ' ' + 3, 'Z').forEach(text::appendCodePoint);
    return text.toString();
  }

  @Test
  default void entriesAreReadInTheOrderOfTheirPlaces() {
    OperationId id = newOperation();
    List<Entry> entries = new ArrayList<>(List.of(started(id, "1"), requested(id), cancelled(id)));
    // UTF-8 sorts the last two the other way round.
    Stream.of("bob", "Alice", "\u00e4nne", "\ufffd", "\ud83d\ude00")
        .map(person -> controller(id, person))
        .forEach(entries::add);
    entries.add(EvidenceCodec.encode(id, SampleEvidence.voted("carol", Verdict.APPROVED), "carol"));
    log().append(Append.of(entries.toArray(Entry[]::new)));
    List<EntryKey> places = log().read(id).stream().map(Entry::key).toList();
    assertThat(places).hasSize(entries.size()).isSorted();
    assertThat(places).last().isEqualTo(EvidenceKind.STARTED.key(id));
  }

  @Test
  default void anotherOperationsEntriesAreNotAmongThem() {
    OperationId id = newOperation();
    OperationId other = newOperation();
    log().append(Append.of(requested(id)));
    log().append(Append.of(requested(other)));
    assertThat(log().read(id)).containsExactly(requested(id));
  }

  @Test
  default void aPlaceIsWrittenOnce() {
    OperationId id = newOperation();
    Entry first = started(id, "1");
    log().append(Append.of(first));
    assertThat(log().append(Append.of(started(id, "2")))).isEqualTo(conflict(first.key()));
    assertThat(log().find(first.key())).contains(first);
  }

  @Test
  default void whatAuditRecordsOfItsReadingIsNoPartOfTheCase() {
    OperationId id = newOperation();
    Evidence replayed =
        new Evidence.Replayed(
            "erin",
            SampleEvidence.operation(id).requester().account(),
            false,
            SampleEvidence.ASKED,
            List.of(requested(id).hash()));
    Entry reading = EvidenceCodec.encode(id, replayed, "1");
    log().append(Append.of(requested(id)));
    assertThat(log().append(Append.of(reading))).isEqualTo(new Appended());
    assertThat(log().read(id)).containsExactly(requested(id));
    assertThat(log().find(reading.key())).contains(reading);
  }

  @Test
  default void anEqualAppendIsAppendedAgain() {
    OperationId id = newOperation();
    Append append =
        Append.of(requested(id), controller(id, "alice"))
            .ifAbsent(cancelled(id).key())
            .indexedBy(Map.of(Listing.REQUESTER, "somebody", Listing.REQUESTED_AT, "2026-11-20"));
    assertThat(log().append(append)).isEqualTo(new Appended());
    assertThat(log().append(append)).isEqualTo(new Appended());
    assertThat(log().append(Append.of(requested(id)))).isEqualTo(new Appended());
    assertThat(log().read(id)).hasSize(2);
  }

  @Test
  default void anEqualAppendIsAppendedEvenWhenItsConditionsNoLongerHold() {
    OperationId id = newOperation();
    log().append(Append.of(requested(id)));
    Append start =
        Append.of(started(id, "1"))
            .ifPresent(requested(id).key())
            .ifAbsent(cancelled(id).key(), finished(id).key());
    assertThat(log().append(start)).isEqualTo(new Appended());
    log().append(Append.of(finished(id)));
    assertThat(log().append(start)).isEqualTo(new Appended());
    assertThat(log().append(Append.of(started(id, "2")).ifAbsent(finished(id).key())))
        .isEqualTo(conflict(started(id, "2").key(), finished(id).key()));
  }

  @Test
  default void ofSeveralEntriesAllAreWrittenOrNone() {
    OperationId id = newOperation();
    log().append(Append.of(started(id, "1")));
    assertThat(log().append(Append.of(requested(id), started(id, "2"), controller(id, "alice"))))
        .isEqualTo(conflict(started(id, "2").key()));
    assertThat(log().read(id)).containsExactly(started(id, "1"));
  }

  @Test
  default void anAppendThatIsThereInPartIsAConflict() {
    OperationId id = newOperation();
    log().append(Append.of(requested(id)));
    assertThat(log().append(Append.of(requested(id), controller(id, "alice"))))
        .isEqualTo(conflict(requested(id).key()));
    assertThat(log().read(id)).containsExactly(requested(id));
  }

  @Test
  default void aConflictNamesEveryPlaceWhereAConditionDidNotHold() {
    OperationId id = newOperation();
    log().append(Append.of(cancelled(id), controller(id, "alice"), started(id, "1")));
    Append append =
        Append.of(started(id, "2"), controller(id, "bob"))
            .ifAbsent(cancelled(id).key(), EvidenceKind.VOIDED.key(id))
            .ifPresent(controller(id, "alice").key(), EvidenceKind.APPROVED.key(id));
    assertThat(log().append(append))
        .isEqualTo(
            conflict(started(id, "2").key(), cancelled(id).key(), EvidenceKind.APPROVED.key(id)));
    assertThat(log().read(id)).hasSize(3);
  }

  @Test
  default void aConditionAloneDecides() {
    OperationId id = newOperation();
    Append needs = Append.of(started(id, "1")).ifPresent(requested(id).key());
    assertThat(log().append(needs)).isEqualTo(conflict(requested(id).key()));
    log().append(Append.of(requested(id)));
    assertThat(log().append(needs)).isEqualTo(new Appended());
    assertThat(log().append(Append.of(cancelled(id)).ifAbsent(started(id, "1").key())))
        .isEqualTo(conflict(started(id, "1").key()));
    assertThat(log().read(id)).containsExactly(requested(id), started(id, "1"));
  }

  @Test
  default void whoAnswersForTheRequesterIsRefusedByTheWriteConditionAlone() {
    OperationId id = newOperation();
    Entry requested = EvidenceCodec.encode(id, SampleEvidence.needsApproval(id));
    log().append(Append.of(requested, controller(id, "alice"), controller(id, "bob")));
    assertThat(log().append(SampleVotes.vote(id, "bob", 0)))
        .isEqualTo(conflict(EvidenceKind.REQUESTER_CONTROLLER.key(id, "bob")));
    assertThat(log().append(SampleVotes.vote(id, "carol", 0))).isEqualTo(new Appended());
    assertThat(CaseFile.replay(id, log().read(id)).votes())
        .singleElement()
        .extracting(vote -> vote.approver())
        .isEqualTo("carol");
  }

  @Test
  default void anAnswerIsStoredWithTheEntryThatFinishes() {
    OperationId id = newOperation();
    StoredAnswer answer = answer(id, "[[\"x\"]]", SampleEvidence.KEPT_UNTIL);
    log().append(Append.of(finished(id)).with(answer));
    assertThat(log().answer(id)).contains(answer);
    assertThat(log().read(id)).containsExactly(finished(id));
  }

  @Test
  default void anAnswerOfManyRowsComesBackByteForByte() {
    OperationId id = newOperation();
    String row = "[\"4711\",\"shipped \u20ac\",\"***\"],";
    StoredAnswer answer = answer(id, "[" + row.repeat(100_000) + "[]]", SampleEvidence.KEPT_UNTIL);
    log().append(Append.of(finished(id)).with(answer));
    assertThat(log().answer(id).map(StoredAnswer::digest)).contains(answer.digest());
    assertThat(log().answer(id).map(StoredAnswer::document)).contains(answer.document());
  }

  @Test
  default void anEndIsDeliveredWithItsAnswerOrNotAtAll() {
    SettableClock clock = new SettableClock(SampleEvidence.ASKED);
    EvidenceLog log = log(clock);
    OperationId id = newOperation();
    assertThat(log.delivery(id)).isEmpty();
    Instant expiresAt = SampleEvidence.KEPT_UNTIL;
    StoredAnswer answer = answer(id, "[]", expiresAt);
    log.append(Append.of(finished(id)).with(answer));
    assertThat(log.delivery(id)).contains(new Delivery(finished(id), answer));
    clock.set(expiresAt);
    assertThat(log.delivery(id)).isEmpty();
    OperationId answerless = newOperation();
    log.append(Append.of(finished(answerless)));
    assertThat(log.delivery(answerless)).isEmpty();
  }

  @Test
  default void anAnswerThatIsNotTheRecordedOneIsNotDelivered() {
    OperationId id = newOperation();
    Instant later = SampleEvidence.KEPT_UNTIL;
    log().append(Append.of(finished(id)).with(answer(id, "[[\"another\"]]", later)));
    assertThatExceptionOfType(UnreadableEvidence.class).isThrownBy(() -> log().delivery(id));
  }

  @Test
  default void theEntriesOfOneDutyAreReadAlone() {
    OperationId id = newOperation();
    Entry alice = controller(id, "alice");
    log().append(Append.of(started(id, "1"), requested(id), alice));
    assertThat(log().read(id, Duty.INTAKE)).containsExactly(alice, requested(id));
    assertThat(log().read(id, Duty.APPROVAL)).isEmpty();
    assertThat(log().read(id, Duty.EXECUTION)).containsExactly(started(id, "1"));
  }

  @Test
  default void severalPlacesAreLookedAtInOneCall() {
    OperationId id = newOperation();
    OperationId other = newOperation();
    log().append(Append.of(requested(id), started(id, "1")));
    log().append(Append.of(cancelled(other)));
    TreeSet<EntryKey> places =
        new TreeSet<>(
            List.of(
                EvidenceKind.FINISHED.key(id),
                EvidenceKind.STARTED.key(id),
                EvidenceKind.CANCELLED.key(id),
                EvidenceKind.CANCELLED.key(other)));
    assertThat(log().find(places)).containsExactlyInAnyOrder(started(id, "1"), cancelled(other));
  }

  @Test
  default void aRefusedAppendLeavesNoAnswer() {
    OperationId id = newOperation();
    StoredAnswer answer = answer(id, "[]", SampleEvidence.KEPT_UNTIL);
    assertThat(log().append(Append.of(finished(id)).ifPresent(started(id, "1").key()).with(answer)))
        .isInstanceOf(Conflict.class);
    assertThat(log().answer(id)).isEmpty();
  }

  @Test
  default void anAnswerIsNeverReplaced() {
    OperationId id = newOperation();
    Instant later = SampleEvidence.KEPT_UNTIL;
    StoredAnswer first = answer(id, "[1]", later);
    log().append(Append.of(finished(id)).with(first));
    log().append(Append.of(finished(id)).with(answer(id, "[2]", later)));
    assertThat(log().answer(id)).contains(first);
  }

  @Test
  default void anExpiredAnswerIsNotGivenThoughTheStoreStillHasIt() {
    SettableClock clock = new SettableClock(SampleEvidence.ASKED);
    EvidenceLog log = log(clock);
    OperationId id = newOperation();
    Instant expiresAt = SampleEvidence.KEPT_UNTIL.plusNanos(5);
    StoredAnswer answer = answer(id, "[]", expiresAt);
    log.append(Append.of(finished(id)).with(answer));
    clock.set(expiresAt.minusNanos(1));
    assertThat(log.answer(id)).contains(answer);
    clock.set(expiresAt);
    assertThat(log.answer(id)).isEmpty();
    clock.set(expiresAt.minusNanos(1));
    assertThat(log.answer(id)).contains(answer);
  }
}
