package dev.countersign.verify.command;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.StoredAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The evidence of one operation as the duties write it, step by step, each a second after the one
 * before. The request is examined in earnest; who votes and what comes of it the test says.
 */
final class SampleOperation {

  static final Account AGENT = new Account("https://agents.example", "agent-01");

  private static final RelationName CUSTOMERS = new RelationName("public", "customers");
  private static final Examiner EXAMINER = new Examiner(new Classifier(), new MaskPlanner());
  private static final Catalogue CATALOGUE = catalogue();

  private final OperationId id;
  private final List<Entry> entries = new ArrayList<>();
  private Instant now;
  private Optional<StoredAnswer> answer = Optional.empty();
  private Optional<Digest> shown = Optional.empty();

  private SampleOperation(OperationId id, Instant now) {
    this.id = id;
    this.now = now;
  }

  private static Catalogue catalogue() {
    Relation customers =
        new Relation(
            CUSTOMERS,
            RelationKind.TABLE,
            List.of(
                new Column("id", "bigint", false, false), new Column("email", "text", true, false)),
            List.of("id"),
            new TreeSet<>(),
            false,
            "");
    return new Catalogue(
        List.of("public"),
        new TreeMap<>(Map.of(CUSTOMERS, customers)),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** An agent asks this, and intake examines and records it. */
  static SampleOperation requested(SampleBundle bundle, int number, Instant at, String statement) {
    SampleOperation sample =
        new SampleOperation(new OperationId(String.format("op-%032x", number)), at);
    Principal requester =
        new Principal(
                AGENT,
                PrincipalKind.AGENT,
                AGENT.subject(),
                new TreeSet<>(),
                List.of(),
                Optional.empty())
            .under(bundle.bundle().roster());
    Operation operation =
        new Operation(
            sample.id,
            bundle.orders().name(),
            statement,
            List.of(),
            false,
            "ticket 4711",
            at.atZone(ZoneOffset.UTC).toLocalDate().toString(),
            requester,
            at);
    sample.request(operation, bundle);
    return sample;
  }

  private void request(Operation operation, SampleBundle bundle) {
    Examination examination =
        bundle.examined(operation.statement(), () -> examine(operation, bundle));
    Optional<Instant> expiresAt = Optional.empty();
    if (examination.decision() instanceof Decision.ApprovalNeeded needed) {
      Instant end = now.plus(needed.requirement().expiresAfter());
      expiresAt = Optional.of(end);
      shown =
          examination
              .plan()
              .map(plan ->
                  Approvals.approvalDigest(
                      operation, plan, needed, examination.connectionDigest(), end));
    }
    entries.add(
        EvidenceCodec.encode(
            id,
            new Evidence.Requested(
                operation,
                Approvals.operationDigest(operation),
                examination.classification(),
                examination.plan(),
                examination.decision(),
                bundle.bundle().version(),
                examination.connectionDigest(),
                shown,
                expiresAt,
                now)));
    for (String person : operation.requester().controllers().orElseThrow().persons()) {
      entries.add(EvidenceCodec.encode(id, new Evidence.RequesterController(person, now), person));
    }
  }

  private static Examination examine(Operation operation, SampleBundle bundle) {
    return EXAMINER.examine(
        operation, bundle.orders(), bundle.bundle(), bundle.policy(), CATALOGUE);
  }

  private Instant next() {
    now = now.plusSeconds(1);
    return now;
  }

  SampleOperation after(Duration time) {
    now = now.plus(time);
    return this;
  }

  SampleOperation notified(String... persons) {
    Instant at = next();
    entries.add(
        EvidenceCodec.encode(
            id,
            new Evidence.Notified(sorted(persons), at, hashes(EvidenceKind.REQUESTED)),
            at.toString()));
    return this;
  }

  SampleOperation estimated(long rows) {
    return add(
        new Evidence.Estimated(
            Optional.of(rows),
            Optional.empty(),
            Optional.empty(),
            next(),
            hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation tried() {
    return add(new Evidence.Tried("b0b", next(), hashes(EvidenceKind.REQUESTED)));
  }

  /** Estimated, and counted by a dry run. */
  SampleOperation counted(long rows) {
    return add(
        new Evidence.Estimated(
            Optional.of(rows),
            Optional.empty(),
            Optional.of(new DryRun(Optional.of(rows), Optional.empty())),
            next(),
            hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation notEstimated(NoEstimate why) {
    return add(
        new Evidence.Estimated(
            Optional.empty(),
            Optional.of(why),
            Optional.empty(),
            next(),
            hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation voted(String person, Verdict verdict) {
    return voted(person, verdict, sorted("dba"));
  }

  SampleOperation voted(String person, Verdict verdict, SortedSet<String> groups) {
    Instant at = next();
    Vote vote =
        new Vote(
            person,
            new Account("https://people.example", person + "-1"),
            Controllers.of(person),
            groups,
            verdict,
            "as agreed",
            shown.orElseThrow(),
            at.minusSeconds(30),
            at);
    entries.add(
        EvidenceCodec.encode(
            id, new Evidence.Voted(vote, at, hashes(EvidenceKind.REQUESTED)), person));
    entries.add(EvidenceCodec.encode(id, new Evidence.VoterController(person, at), person));
    return this;
  }

  SampleOperation approved() {
    return approvedBy(hashes(EvidenceKind.VOTED));
  }

  SampleOperation approvedBy(List<Digest> votes) {
    return add(new Evidence.Approved(next(), votes));
  }

  SampleOperation refused() {
    return add(new Evidence.Refused(next(), hashes(EvidenceKind.VOTED)));
  }

  SampleOperation expired() {
    return add(new Evidence.Expired(next(), hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation cancelled() {
    return add(new Evidence.Cancelled(AGENT, next(), hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation voided() {
    return add(
        new Evidence.Voided("the connection has changed", next(), hashes(EvidenceKind.REQUESTED)));
  }

  SampleOperation started() {
    List<Digest> grounds = new ArrayList<>(hashes(EvidenceKind.REQUESTED));
    grounds.addAll(hashes(EvidenceKind.APPROVED));
    return add(new Evidence.Started("5f", next(), grounds));
  }

  SampleOperation stopAsked() {
    return add(new Evidence.StopAsked(AGENT, next(), hashes(EvidenceKind.STARTED)));
  }

  SampleOperation finished(String document) {
    Instant at = next();
    answer =
        Optional.of(
            new StoredAnswer(id, document, Digest.ofText(document), at.plus(Duration.ofDays(1))));
    return add(
        new Evidence.Finished(
            Digest.ofText(document),
            "SELECT 1",
            1,
            1,
            false,
            Optional.empty(),
            counted(),
            at,
            hashes(EvidenceKind.STARTED)));
  }

  SampleOperation failed(TargetFault.Kind kind, String sqlState) {
    return add(
        new Evidence.Failed(
            new TargetFault(kind, sqlState), counted(), next(), hashes(EvidenceKind.STARTED)));
  }

  SampleOperation unknown() {
    return add(new Evidence.Unknown(counted(), next(), hashes(EvidenceKind.STARTED)));
  }

  SampleOperation collected() {
    Instant at = next();
    entries.add(
        EvidenceCodec.encode(
            id, new Evidence.Collected(AGENT, at, hashes(EvidenceKind.FINISHED)), at.toString()));
    return this;
  }

  SampleOperation answerExpired() {
    answer = Optional.empty();
    return this;
  }

  /** Leaves the entry at this place out, and everything else as it is. */
  SampleOperation without(EntryKey place) {
    entries.removeIf(entry -> entry.key().equals(place));
    return this;
  }

  /** Puts this evidence into the place of what stands there, under its own hash. */
  SampleOperation instead(EntryKey place, Evidence evidence) {
    without(place);
    int separator = place.kind().indexOf('#');
    entries.add(
        separator < 0
            ? EvidenceCodec.encode(id, evidence)
            : EvidenceCodec.encode(id, evidence, place.kind().substring(separator + 1)));
    return this;
  }

  /** Edits the document at this place, and keeps it under the hash of what it is then. */
  SampleOperation edited(EntryKey place, UnaryOperator<String> edit) {
    entries.replaceAll(entry ->
        entry.key().equals(place) ? new Entry(place, edit.apply(entry.document())) : entry);
    return this;
  }

  /** Adds evidence that no duty would have written. */
  SampleOperation and(Evidence evidence) {
    return add(evidence);
  }

  SampleOperation and(Evidence evidence, String word) {
    entries.add(EvidenceCodec.encode(id, evidence, word));
    return this;
  }

  SampleOperation answered(String document) {
    answer =
        Optional.of(
            new StoredAnswer(id, document, Digest.ofText(document), now.plus(Duration.ofDays(1))));
    return this;
  }

  OperationId id() {
    return id;
  }

  Instant now() {
    return now;
  }

  /** The entries that cannot come once it has started, and the closing one itself. */
  private int counted() {
    return 1
        + (int)
            entries.stream()
                .map(entry -> EvidenceKind.of(entry.key()).orElseThrow())
                .filter(EvidenceKind::counted)
                .count();
  }

  private SampleOperation add(Evidence evidence) {
    entries.add(EvidenceCodec.encode(id, evidence));
    return this;
  }

  List<Digest> hashes(EvidenceKind kind) {
    return entries.stream()
        .filter(entry -> EvidenceKind.of(entry.key()).equals(Optional.of(kind)))
        .sorted(Comparator.comparing(Entry::key))
        .map(Entry::hash)
        .toList();
  }

  CaseFile file() {
    return CaseFile.replay(id, entries);
  }

  Optional<StoredAnswer> answer() {
    return answer;
  }

  static SortedSet<String> sorted(String... words) {
    return new TreeSet<>(List.of(words));
  }
}
