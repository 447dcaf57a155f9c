package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.OperationIndex.Order;
import dev.countersign.record.OperationIndex.Stretch;
import dev.countersign.record.OperationIndex.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The rules that every {@link OperationIndex} holds. */
public interface OperationIndexContract {

  /** A log over an empty store. */
  EvidenceLog log();

  /** Lists over what that log has taken. */
  OperationIndex index();

  private static Account account(String subject) {
    return new Account("https://id.example.com/agents", subject);
  }

  private static Operation operation(Instant at, String subject, String session) {
    OperationId id = OperationId.random(RandomGenerator.getDefault());
    return new Operation(
        id,
        new ConnectionName("orders"),
        "select 1",
        List.of(),
        false,
        "a look",
        session,
        new Principal(
            account(subject),
            PrincipalKind.AGENT,
            subject,
            new TreeSet<>(),
            List.of(),
            Optional.empty()),
        at);
  }

  private OperationId request(Instant at, String subject) {
    return request(SampleEvidence::permitted, at, subject);
  }

  private OperationId request(
      Function<OperationId, Evidence.Requested> sample, Instant at, String subject) {
    Operation operation = operation(at, subject, "s-" + subject);
    Evidence.Requested like = sample.apply(operation.id());
    Evidence.Requested requested =
        new Evidence.Requested(
            operation,
            like.operationDigest(),
            like.classification(),
            like.plan(),
            like.decision(),
            like.bundle(),
            like.connectionDigest(),
            like.approvalDigest(),
            like.expiresAt(),
            at);
    log()
        .append(
            Append.of(EvidenceCodec.encode(operation.id(), requested))
                .indexedBy(Listing.attributes(requested)));
    return operation.id();
  }

  private void end(OperationId id, Evidence evidence, OperationState state) {
    CaseFile file = CaseFile.replay(id, log().read(id));
    log()
        .append(
            Append.of(EvidenceCodec.encode(id, evidence)).indexedBy(Listing.ending(file, state)));
  }

  private static Walk walk(Order order, Set<Account> requesters, Optional<OperationState> outcome) {
    return new Walk(
        new TreeSet<>(requesters),
        outcome,
        SampleEvidence.ASKED,
        SampleEvidence.ASKED.plus(Duration.ofDays(40)),
        order,
        Optional.empty(),
        3,
        1_000);
  }

  private static Walk everything(Order order) {
    return walk(order, Set.of(), Optional.empty());
  }

  private static Walk after(Walk walk, Optional<String> place) {
    return new Walk(
        walk.requesters(),
        walk.outcome(),
        walk.from(),
        walk.to(),
        walk.order(),
        place,
        walk.rows(),
        walk.examine());
  }

  /** Everything that a walk brings, stretch by stretch. */
  private List<OperationId> all(Walk walk) {
    List<OperationId> all = new ArrayList<>();
    Optional<String> place = Optional.empty();
    int stretches = 0;
    do {
      Stretch stretch = index().walk(after(walk, place), operation -> true);
      assertThat(stretch.rows()).hasSizeLessThanOrEqualTo(walk.rows());
      stretch.rows().forEach(row -> all.add(row.id()));
      assertThat(stretch.next().isPresent() && stretch.next().equals(place)).isFalse();
      place = stretch.next();
      assertThat(++stretches).isLessThan(100);
    } while (place.isPresent());
    return all;
  }

  @Test
  default void aWalkBringsEachOperationOnceInTheOrderOfTime() {
    List<OperationId> asked = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      // Every second one a whole second: times of another length as text keep their order.
      asked.add(request(SampleEvidence.ASKED.plus(Duration.ofMillis(500L * number)), "a"));
    }
    assertThat(all(everything(Order.OLDEST_FIRST))).isEqualTo(asked);
    Collections.reverse(asked);
    assertThat(all(everything(Order.NEWEST_FIRST))).isEqualTo(asked);
  }

  @Test
  default void operationsOfOneInstantAreAllThere() {
    List<OperationId> asked = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      asked.add(request(SampleEvidence.ASKED, "a"));
    }
    assertThat(all(everything(Order.NEWEST_FIRST))).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  default void aWalkGoesOverDaysOnWhichNothingWasAsked() {
    OperationId first = request(SampleEvidence.ASKED, "a");
    OperationId last = request(SampleEvidence.ASKED.plus(Duration.ofDays(39)), "a");
    assertThat(all(everything(Order.NEWEST_FIRST))).containsExactly(last, first);
    assertThat(all(everything(Order.OLDEST_FIRST))).containsExactly(first, last);
  }

  @Test
  default void theTimeGoesFromTheFirstInstantToBeforeTheLast() {
    Instant end = SampleEvidence.ASKED.plus(Duration.ofDays(40));
    request(SampleEvidence.ASKED.minusNanos(1), "a");
    OperationId first = request(SampleEvidence.ASKED, "a");
    OperationId last = request(end.minusNanos(1), "a");
    request(end, "a");
    assertThat(all(everything(Order.NEWEST_FIRST))).containsExactly(last, first);
    assertThat(all(walk(Order.OLDEST_FIRST, Set.of(account("a")), Optional.empty())))
        .containsExactly(first, last);
  }

  @Test
  default void onlyTheOperationsOfTheRequestersAreBrought() {
    OperationId a = request(SampleEvidence.ASKED, "a");
    request(SampleEvidence.ASKED.plusSeconds(1), "b");
    OperationId c = request(SampleEvidence.ASKED.plusSeconds(2), "c");
    assertThat(all(walk(Order.NEWEST_FIRST, Set.of(account("a"), account("c")), Optional.empty())))
        .containsExactly(c, a);
    assertThat(all(walk(Order.NEWEST_FIRST, Set.of(account("d")), Optional.empty()))).isEmpty();
  }

  @Test
  default void whatEndedIsFoundByItsEndInTheOrderInWhichItWasAsked() {
    OperationId early = request(SampleEvidence.ASKED, "a");
    OperationId late = request(SampleEvidence.ASKED.plusSeconds(5), "b");
    OperationId denied = request(SampleEvidence::denied, SampleEvidence.ASKED.plusSeconds(6), "b");
    request(SampleEvidence.ASKED.plusSeconds(7), "b");
    for (OperationId id : List.of(late, early)) {
      end(id, new Evidence.Unknown(3, SampleEvidence.ASKED, List.of()), OperationState.UNKNOWN);
    }
    assertThat(all(walk(Order.NEWEST_FIRST, Set.of(), Optional.of(OperationState.UNKNOWN))))
        .containsExactly(late, early);
    assertThat(all(walk(Order.NEWEST_FIRST, Set.of(), Optional.of(OperationState.DENIED))))
        .containsExactly(denied);
    assertThat(all(walk(Order.NEWEST_FIRST, Set.of(), Optional.of(OperationState.FAILED))))
        .isEmpty();
  }

  @Test
  default void whatIsNotWantedIsPassedOverAndAStretchEndsWhenItHasLookedAtEnough() {
    for (int number = 0; number < 40; number++) {
      request(SampleEvidence.ASKED.plusSeconds(number), "a");
    }
    OperationId wanted = request(SampleEvidence.ASKED.minusSeconds(0), "b");
    Walk walk =
        new Walk(
            new TreeSet<>(Set.of(account("a"), account("b"))),
            Optional.empty(),
            SampleEvidence.ASKED,
            SampleEvidence.ASKED.plus(Duration.ofDays(1)),
            Order.NEWEST_FIRST,
            Optional.empty(),
            3,
            10);
    Optional<String> place = Optional.empty();
    List<OperationId> found = new ArrayList<>();
    int stretches = 0;
    do {
      Stretch stretch = index().walk(after(walk, place), operation -> operation.name().equals("b"));
      assertThat(stretch.examined()).isLessThan(150);
      stretch.rows().forEach(row -> found.add(row.id()));
      place = stretch.next();
      stretches++;
    } while (place.isPresent());
    assertThat(found).containsExactly(wanted);
    assertThat(stretches).isGreaterThan(1);
  }

  @Test
  default void aRowSaysWhatItsRequestSays() {
    OperationId id = request(SampleEvidence.ASKED, "a");
    ListedOperation row =
        index().walk(everything(Order.OLDEST_FIRST), operation -> true).rows().getFirst();
    CaseFile file = CaseFile.replay(id, log().read(id));
    assertThat(row).isEqualTo(ListedOperation.of(file.requested().orElseThrow()));
    assertThat(row.touches("orders")).isTrue();
    assertThat(row.touches("shop.orders")).isTrue();
    assertThat(row.touches("rders")).isFalse();
  }

  @Test
  default void anOutlineSaysWhereAnOperationStands() {
    List<OperationId> ended = new ArrayList<>();
    for (int number = 0; number < 15; number++) {
      OperationId id = request(SampleEvidence.ASKED.plusSeconds(number), "a");
      end(id, new Evidence.Unknown(3, SampleEvidence.ASKED, List.of()), OperationState.UNKNOWN);
      ended.add(id);
    }
    OperationId open = request(SampleEvidence.ASKED, "a");
    ended.add(open);
    OperationId never = OperationId.random(RandomGenerator.getDefault());
    ended.add(never);
    assertThat(index().outlines(ended)).hasSize(16).doesNotContainKey(never);
    index()
        .outlines(ended)
        .forEach((id, outline) ->
            assertThat(outline.file().state())
                .isEqualTo(CaseFile.replay(id, log().read(id)).state()));
    assertThat(index().outlines(List.of())).isEmpty();
  }
}
