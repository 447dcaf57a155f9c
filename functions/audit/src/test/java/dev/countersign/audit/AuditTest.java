package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.InMemoryOperationIndex;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.StoredAnswer;
import dev.countersign.verify.FindingCode;
import dev.countersign.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AuditTest {

  private static final Instant FROM = SampleEvidence.ASKED.minus(Duration.ofDays(1));
  private static final Instant TO = SampleEvidence.ASKED.plus(Duration.ofDays(1));
  private static final ListingFilter ALL = ListingFilter.between(FROM, TO);

  private final AuditScene scene = new AuditScene();

  private List<OperationId> found(ListingFilter filter) {
    return scene.audit().list(scene.erin(), filter, Optional.empty()).rows().stream()
        .map(row -> row.operation().id())
        .toList();
  }

  private static ListingFilter filter(
      String who, String connection, String session, OperationState outcome, String table) {
    return new ListingFilter(
        Optional.of(who).filter(text -> !text.isEmpty()),
        Optional.of(connection).filter(text -> !text.isEmpty()).map(ConnectionName::new),
        Optional.of(session).filter(text -> !text.isEmpty()),
        Optional.of(outcome).filter(state -> state != OperationState.PERMITTED),
        Optional.of(table).filter(text -> !text.isEmpty()),
        FROM,
        TO);
  }

  @Test
  void aListGoesFromTheNewestToTheOldestPageByPage() {
    List<OperationId> asked = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      asked.addFirst(scene.requested(number));
    }
    List<OperationId> listed = new ArrayList<>();
    Optional<String> place = Optional.empty();
    do {
      ListPage page = scene.audit().list(scene.erin(), ALL, place);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(Audit.PAGE);
      page.rows().forEach(row -> listed.add(row.operation().id()));
      place = page.next();
    } while (place.isPresent());
    assertThat(listed).isEqualTo(asked);
  }

  @Test
  void eachFilterLeavesOutWhatDoesNotFit() {
    OperationId waits = scene.requested(1);
    OperationId ran = scene.requested(2);
    scene.approvedAndRun(ran);
    OperationId expired = scene.requested(3);
    scene.ended(
        expired, new Evidence.Expired(scene.clock.instant(), List.of()), OperationState.EXPIRED);
    OperationState any = OperationState.PERMITTED;
    assertThat(found(filter("refund-agent", "", "", any, ""))).containsExactly(expired, ran, waits);
    assertThat(found(filter(AuditScene.AGENT.toString(), "", "", any, ""))).hasSize(3);
    assertThat(found(filter("carol", "", "", any, ""))).isEmpty();
    assertThat(found(filter("nobody", "", "", any, ""))).isEmpty();
    assertThat(found(filter("", "orders", "", any, ""))).hasSize(3);
    assertThat(found(filter("", "payments", "", any, ""))).isEmpty();
    assertThat(found(filter("", "", "2026-11-20", any, ""))).hasSize(3);
    assertThat(found(filter("", "", "2026-11-21", any, ""))).isEmpty();
    assertThat(found(filter("", "", "", OperationState.SUCCEEDED, ""))).containsExactly(ran);
    assertThat(found(filter("", "", "", OperationState.EXPIRED, ""))).containsExactly(expired);
    assertThat(found(filter("", "", "", OperationState.WAITING, ""))).containsExactly(waits);
    assertThat(found(filter("carol", "", "", OperationState.SUCCEEDED, ""))).isEmpty();
    assertThat(found(filter("", "", "", any, "orders"))).hasSize(3);
    assertThat(found(filter("", "", "", any, "shop.orders"))).hasSize(3);
    assertThat(found(filter("", "", "", any, "customers"))).isEmpty();
    assertThat(found(ListingFilter.between(FROM, SampleEvidence.ASKED.plusSeconds(3))))
        .containsExactly(ran, waits);
  }

  @Test
  void whatAnIndexSaysOfAnEndIsNotBelievedOverTheEntries() {
    OperationId id = scene.requested(1);
    // An end that lost the race against the start: its entry stands, and the state is another.
    scene.ended(id, new Evidence.Refused(scene.clock.instant(), List.of()), OperationState.REFUSED);
    scene.add(id, new Evidence.Voided("the connection is gone", scene.clock.instant(), List.of()));
    assertThat(found(filter("", "", "", OperationState.REFUSED, ""))).isEmpty();
  }

  @Test
  void aListIsRecordedWithItsFilterAndHowManyItShowed() {
    scene.requested(1);
    scene.requested(2);
    ListingFilter asked = filter("", "orders", "", OperationState.PERMITTED, "");
    scene.audit().list(scene.erin(), asked, Optional.empty());
    assertThat(scene.reading())
        .isEqualTo(new Evidence.Listed("erin", AuditScene.ERIN, asked, 2, scene.clock.instant()));
  }

  @Test
  void aReplayIsRecordedWithEveryEntryThatItShowed() {
    OperationId id = scene.requested(1);
    scene.approvedAndRun(id);
    Replay replay = scene.audit().replay(scene.erin(), id).orElseThrow();
    assertThat(replay.answer()).isPresent();
    assertThat(scene.reading())
        .isEqualTo(
            new Evidence.Replayed(
                "erin",
                AuditScene.ERIN,
                true,
                scene.clock.instant(),
                scene.file(id).entries().stream()
                    .map(Recorded::entry)
                    .map(entry -> entry.hash())
                    .toList()));
    assertThat(scene.file(id).entries()).hasSize(5);
  }

  @Test
  void aReplayNamesTheColumnsTouchedBesideAnAnswerWithColumnsOfItsOwn() {
    OperationId id = scene.requested(1);
    scene.approvedAndRun(id);
    assertThat(scene.pages().replay(scene.audit().replay(scene.erin(), id).orElseThrow(), ""))
        .contains(
            "<dd>shop.customers.email (read), shop.orders.total (read), shop.orders.total (write)</dd>");
  }

  @Test
  void aReplayTellsWhichParametersAreTheKeyOfTheMasks() {
    OperationId plain = scene.requested(1);
    OperationId keyed = AuditScene.id(2);
    scene.requested(SampleEvidence.withMaskKey(keyed));
    assertThat(scene.pages().replay(scene.audit().replay(scene.erin(), keyed).orElseThrow(), ""))
        .contains("$3 and $4 are the key of the masks. Execution binds it; no record holds it.");
    assertThat(scene.pages().replay(scene.audit().replay(scene.erin(), plain).orElseThrow(), ""))
        .doesNotContain("the key of the masks");
  }

  @Test
  void aReplayNamesThePoliciesThatPermitADryRun() {
    OperationId id = scene.requested(1);
    OperationId permitted = AuditScene.id(2);
    scene.requested(SampleEvidence.permitted(permitted));
    assertThat(scene.pages().replay(scene.audit().replay(scene.erin(), id).orElseThrow(), ""))
        .containsPattern("<dt>A dry run is permitted by</dt><dd>writes-may-be-tried <span");
    assertThat(
            scene.pages().replay(scene.audit().replay(scene.erin(), permitted).orElseThrow(), ""))
        .doesNotContain("A dry run is permitted by");
  }

  @Test
  void twoReplaysAtOneInstantAreTwoReadings() {
    OperationId id = scene.requested(1);
    Audit audit = scene.audit();
    audit.replay(scene.erin(), id);
    audit.replay(scene.erin(), id);
    assertThat(scene.read).hasSize(2);
  }

  @Test
  void ofAnOperationThatIsNotThereNothingIsShownOrRecorded() {
    assertThat(scene.audit().replay(scene.erin(), AuditScene.id(7))).isEmpty();
    assertThat(scene.read).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotShown() {
    OperationId id = scene.requested(1);
    Audit audit =
        new Audit(
            scene.bundles(),
            version -> Optional.empty(),
            scene.log,
            new DeafLog(scene.log),
            new Search(new InMemoryOperationIndex(scene.log)),
            scene.clock,
            new Random(7));
    assertThatExceptionOfType(EvidenceUnavailable.class)
        .isThrownBy(() -> audit.replay(scene.erin(), id));
    assertThatExceptionOfType(EvidenceUnavailable.class)
        .isThrownBy(() -> audit.list(scene.erin(), ALL, Optional.empty()));
    assertThatExceptionOfType(EvidenceUnavailable.class)
        .isThrownBy(() -> audit.export(scene.erin(), ALL, Optional.empty()));
  }

  /** Takes no append. */
  private record DeafLog(EvidenceLog log) implements EvidenceLog {
    @Override
    public AppendOutcome append(Append append) {
      throw new EvidenceUnavailable("append", new IllegalStateException("deaf"));
    }

    @Override
    public List<Entry> read(OperationId operation) {
      return log.read(operation);
    }

    @Override
    public Optional<Entry> find(EntryKey key) {
      return log.find(key);
    }

    @Override
    public Optional<StoredAnswer> answer(OperationId operation) {
      return log.answer(operation);
    }

    @Override
    public List<Entry> read(OperationId operation, Duty duty) {
      return log.read(operation, duty);
    }

    @Override
    public List<Entry> find(SortedSet<EntryKey> keys) {
      return log.find(keys);
    }

    @Override
    public Optional<Delivery> delivery(OperationId operation) {
      return log.delivery(operation);
    }
  }

  @Test
  void anExpiredAnswerIsNotReplayed() {
    OperationId id = scene.requested(1);
    scene.approvedAndRun(id);
    scene.clock.set(scene.clock.instant().plus(Duration.ofHours(24)));
    assertThat(scene.audit().replay(scene.erin(), id).orElseThrow().answer()).isEmpty();
  }

  @Test
  void anAnswerThatIsNotTheRecordedOneIsNotReplayed() throws IOException {
    OperationId id = scene.requested(1);
    scene.approvedAndRun(id);
    scene.log.tamperWithAnswer(id, "{}");
    Replay replay = scene.audit().replay(scene.erin(), id).orElseThrow();
    assertThat(replay.answer()).isEmpty();
    assertThat(replay.otherAnswer()).isTrue();
    assertThat(scene.pages().replay(replay, "")).contains("not the one that was recorded");
    assertThat(findings(exported())).contains(FindingCode.ANSWER_DIFFERS);
  }

  private static String changed(String document) {
    return document.replace("8812", "8813");
  }

  private String exported() {
    return scene.audit().export(scene.erin(), ALL, Optional.empty()).part().lines();
  }

  private static List<FindingCode> findings(String export) throws IOException {
    List<FindingCode> codes = new ArrayList<>();
    new Verifier(text -> Optional.empty())
        .verify(
            new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
            Optional.empty(),
            finding -> codes.add(finding.code()),
            count -> {});
    return codes;
  }

  @Test
  void anOperationWhoseRequestWasChangedIsListedAndReplayedAsThatAndExportedAsItIs()
      throws IOException {
    OperationId whole = scene.requested(1);
    OperationId changed = scene.requested(2);
    scene.log.tamper(EvidenceKind.REQUESTED.key(changed), AuditTest::changed);
    ListPage page = scene.audit().list(scene.erin(), ALL, Optional.empty());
    assertThat(page.rows()).extracting(row -> row.operation().id()).containsExactly(changed, whole);
    assertThat(page.rows().getFirst().state()).isEmpty();
    assertThat(scene.pages().list(page, new TreeSet<>(), "")).contains("unreadable");
    assertThat(found(filter("", "", "", OperationState.RUNNING, "")))
        .as("it may be what is looked for")
        .containsExactly(changed);
    Replay replay = scene.audit().replay(scene.erin(), changed).orElseThrow();
    assertThat(scene.pages().replay(replay, ""))
        .contains("The request cannot be read", "intake#" + changed + "/requested")
        .doesNotContain("8813");
    assertThat(AuditJson.replay(replay)).contains("\"state\":\"unreadable\"", "8813");
    assertThat(findings(exported())).containsOnlyOnce(FindingCode.HASH_DIFFERS);
  }

  @Test
  void ofAnOperationOfWhichALaterEntryWasChangedTheRestIsShownWithAWarning() throws IOException {
    OperationId id = scene.requested(1);
    scene.approvedAndRun(id);
    scene.log.tamper(EvidenceKind.FINISHED.key(id), text -> text + " ");
    Replay replay = scene.audit().replay(scene.erin(), id).orElseThrow();
    assertThat(replay.state()).isEmpty();
    assertThat(scene.pages().replay(replay, ""))
        .contains("execution#" + id + "/finished", "What became of it cannot be told");
    assertThat(findings(exported())).contains(FindingCode.HASH_DIFFERS);
  }

  @Test
  void anExportGoesFromTheOldestToTheNewestInPartsAndIsRecorded() {
    for (int number = 0; number < Export.MOST_OPERATIONS + 5; number++) {
      scene.requested(number);
    }
    Audit.Exported first = scene.audit().export(scene.erin(), ALL, Optional.empty());
    assertThat(first.part().operations()).isEqualTo(Export.MOST_OPERATIONS);
    assertThat(scene.reading())
        .isEqualTo(
            new Evidence.Exported(
                "erin",
                AuditScene.ERIN,
                ALL,
                first.part().operations(),
                first.part().entries(),
                first.part().head(),
                scene.clock.instant()));
    Audit.Exported second = scene.audit().export(scene.erin(), ALL, first.next());
    assertThat(second.part().operations()).isEqualTo(5);
    assertThat(second.next()).isEmpty();
    assertThat(first.part().lines()).contains(AuditScene.id(0).text());
    assertThat(second.part().lines())
        .contains(AuditScene.id(Export.MOST_OPERATIONS).text())
        .doesNotContain(AuditScene.id(0).text());
  }

  @Test
  void onlyAPersonOfTheGroupIsAnAuditor() {
    assertThat(Auditor.of(AuditScene.ERIN, scene.roster)).isPresent();
    assertThat(Auditor.of(AuditScene.CAROL, scene.roster)).isEmpty();
    assertThat(Auditor.of(AuditScene.AGENT, scene.roster)).isEmpty();
  }
}
