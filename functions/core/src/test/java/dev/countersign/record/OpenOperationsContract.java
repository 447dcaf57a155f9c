package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every list of {@link OpenOperations} holds together with its evidence log. */
public interface OpenOperationsContract {

  /** Long before anything that other tests list. */
  Instant EARLY = Instant.parse("1990-01-01T00:00:00Z");

  int MANY = 10_000;

  /** A log on the store under test; the store may hold anything. */
  EvidenceLog log();

  /** The list that this log keeps. */
  OpenOperations open();

  private static OperationId newOperation() {
    return OperationId.random(RandomGenerator.getDefault());
  }

  private static Append request(OperationId id) {
    return Append.of(EvidenceCodec.encode(id, SampleEvidence.permitted(id)));
  }

  private List<Instant> looks(OperationId id, Instant now) {
    return open().due(now, MANY).stream()
        .filter(listed -> listed.operation().equals(id))
        .map(OpenOperations.Listed::lookAt)
        .toList();
  }

  /** Every piece of evidence that closes an operation. */
  static Stream<Evidence> ends() {
    Account account = new Account("i", "s");
    Instant at = SampleEvidence.ASKED;
    return Stream.of(
        new Evidence.Cancelled(account, at, List.of()),
        new Evidence.Refused(at, List.of()),
        new Evidence.Expired(at, List.of()),
        new Evidence.Voided("it changed", at, List.of()),
        new Evidence.Finished(
            Digest.ofText("[]"), "SELECT 0", 0, 0, false, Optional.empty(), 3, at, List.of()),
        new Evidence.Failed(new TargetFault(TargetFault.Kind.OTHER, ""), 3, at, List.of()),
        new Evidence.Unknown(3, at, List.of()));
  }

  @Test
  default void whatIsOpenedIsListedOnceItIsDue() {
    OperationId id = newOperation();
    Instant lookAt = EARLY.plusNanos(7);
    assertThat(log().append(request(id).opening(lookAt))).isEqualTo(new AppendOutcome.Appended());
    assertThat(looks(id, lookAt.minusNanos(1))).isEmpty();
    assertThat(looks(id, lookAt)).containsExactly(lookAt);
    assertThat(looks(id, lookAt.plusSeconds(1_000_000))).containsExactly(lookAt);
  }

  @Test
  default void aRequestThatDoesNotOpenIsNotListed() {
    OperationId id = newOperation();
    log().append(request(id));
    assertThat(looks(id, Instant.parse("2100-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  default void theLongestDueComesFirstAndNoMoreThanAsked() {
    OperationId first = newOperation();
    OperationId second = newOperation();
    Instant day = EARLY.minusSeconds(86_400);
    log().append(request(second).opening(day.plusNanos(1)));
    log().append(request(first).opening(day));
    assertThat(open().due(day.plusNanos(1), 1))
        .containsExactly(new OpenOperations.Listed(first, day));
    assertThat(open().due(day.plusNanos(1), 2))
        .extracting(OpenOperations.Listed::operation)
        .containsExactly(first, second);
    open().remove(first);
    open().remove(second);
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.record.OpenOperationsContract#ends")
  default void theEntryThatClosesAnOperationTakesItOffInTheSameWrite(Evidence end) {
    OperationId id = newOperation();
    log().append(request(id).opening(EARLY));
    Append closing = Append.of(EvidenceCodec.encode(id, end));
    assertThat(log().append(closing)).isEqualTo(new AppendOutcome.Appended());
    assertThat(looks(id, EARLY)).isEmpty();
  }

  @Test
  default void aRefusedWriteChangesNothingInTheList() {
    OperationId id = newOperation();
    log().append(request(id).opening(EARLY));
    Entry expired = EvidenceCodec.encode(id, new Evidence.Expired(SampleEvidence.ASKED, List.of()));
    Append missing = Append.of(expired).ifPresent(EvidenceKind.APPROVED.key(id));
    assertThat(log().append(missing)).isInstanceOf(AppendOutcome.Conflict.class);
    assertThat(looks(id, EARLY)).containsExactly(EARLY);
    Append again =
        Append.of(EvidenceCodec.encode(id, SampleEvidence.needsApproval(id)))
            .opening(EARLY.plusSeconds(9));
    assertThat(log().append(again)).isInstanceOf(AppendOutcome.Conflict.class);
    assertThat(looks(id, EARLY)).containsExactly(EARLY);
  }

  @Test
  default void aRequestThatComesAgainAfterTheEndDoesNotOpenAgain() {
    OperationId id = newOperation();
    Append request = request(id).opening(EARLY);
    log().append(request);
    log()
        .append(
            Append.of(
                EvidenceCodec.encode(
                    id, new Evidence.Voided("it changed", SampleEvidence.ASKED, List.of()))));
    assertThat(log().append(request)).isEqualTo(new AppendOutcome.Appended());
    assertThat(looks(id, EARLY)).isEmpty();
  }

  @Test
  default void aLaterEntryBringsTheLookForward() {
    OperationId id = newOperation();
    log().append(request(id).opening(EARLY.plusSeconds(60)));
    log()
        .append(
            Append.of(
                    EvidenceCodec.encode(
                        id, new Evidence.Approved(SampleEvidence.ASKED, List.of())))
                .opening(EARLY));
    assertThat(looks(id, EARLY)).containsExactly(EARLY);
  }

  @Test
  default void aLookIsPutOffOnlyIfNothingElseWasSaidSince() {
    OperationId id = newOperation();
    log().append(request(id).opening(EARLY));
    OpenOperations.Listed seen = new OpenOperations.Listed(id, EARLY);
    Instant next = EARLY.plusSeconds(60);
    open().putOff(seen, next);
    assertThat(looks(id, EARLY)).isEmpty();
    assertThat(looks(id, next)).containsExactly(next);
    open().putOff(seen, EARLY.plusSeconds(120));
    assertThat(looks(id, next)).containsExactly(next);
  }

  @Test
  default void whatIsOffTheListIsNotPutOnItByPuttingItOff() {
    OperationId id = newOperation();
    log().append(request(id).opening(EARLY));
    open().remove(id);
    open().remove(id);
    open().putOff(new OpenOperations.Listed(id, EARLY), EARLY);
    assertThat(looks(id, EARLY)).isEmpty();
  }
}
