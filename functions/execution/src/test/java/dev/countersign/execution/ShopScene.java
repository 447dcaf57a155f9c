package dev.countersign.execution;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.bundle.Mask;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policies;
import dev.countersign.detect.ValueKind;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.OperationState;
import dev.countersign.record.Overdue;
import dev.countersign.record.SettableClock;
import dev.countersign.yaml.BundleFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The execution duty over the shop's own bundle, less its dry runs, and a small catalogue of it,
 * with evidence in memory and a target that does as it is told.
 */
final class ShopScene {

  static final ConnectionName ORDERS = new ConnectionName("orders");
  static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  static final String READ = "select id, email from customers";
  static final String WRITE = "update orders set status = $1 where id = $2";

  private static final String AGENTS = "http://127.0.0.1:7001/agents";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Bundle SHOP =
      BundleFolder.read(
              Path.of(System.getProperty("countersign.repository"), "localstack/src/main/bundle"),
              Map.of(
                  "ISSUER_PEOPLE", "http://127.0.0.1:7001/people",
                  "ISSUER_AGENTS", AGENTS,
                  "SHOP_PORT", "5432",
                  "SHOP_DATABASE", "shop"))
          .bundle();

  /** What the shop permits of dry runs. A scene begins without it. */
  private static final String DRY_RUNS =
      """
      @id("writes-to-some-rows-may-be-tried")
      permit (principal, action == Action::"dry-run", resource in Connection::"orders")
      when { !context.signals.noWhere };
      """;

  final SettableClock clock = new SettableClock(NOON);
  final InMemoryEvidenceLog memory = new InMemoryEvidenceLog(clock);
  final InMemoryResultStore results = new InMemoryResultStore();
  final ScriptedTarget target = new ScriptedTarget(catalogue());
  private final Policies policies = new Policies();
  private final Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());

  /** One for all executions of the scene: no two attempts have the same word. */
  private final Random attempts = new Random(7);

  private Bundle bundle = SHOP;
  private Catalogue published = catalogue();

  ShopScene() {
    replaceInPolicies(DRY_RUNS, "");
  }

  /** The duty over this log; the scene's own {@link #memory} or something in front of it. */
  Execution execution(EvidenceLog log) {
    return new Execution(
        () -> bundle,
        policies,
        new Catalogues() {
          @Override
          public Catalogue of(ConnectionName connection) {
            return published;
          }

          @Override
          public void publish(ConnectionName connection, Catalogue catalogue) {
            published = catalogue;
          }
        },
        examiner,
        log,
        connection -> target,
        results,
        new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1)),
        clock,
        attempts);
  }

  Execution execution() {
    return execution(memory);
  }

  Catalogue published() {
    return published;
  }

  /** The statement is recorded as intake records it. */
  void ask(String statement, String... parameters) {
    Operation operation =
        new Operation(
            ID,
            ORDERS,
            statement,
            Arrays.stream(parameters).map(text -> new BindValue(Optional.of(text))).toList(),
            false,
            "a look",
            "2026-11-21",
            new Principal(
                    new Account(AGENTS, "agent-reporter-01"),
                    PrincipalKind.AGENT,
                    "reporter",
                    new TreeSet<>(),
                    List.of(),
                    Optional.empty())
                .under(bundle.roster()),
            clock.instant());
    append(requested(operation));
  }

  private Evidence.Requested requested(Operation operation) {
    Examination examination =
        examiner.examine(
            operation,
            bundle.connection(ORDERS).orElseThrow(),
            bundle,
            policies.of(bundle),
            published);
    Optional<Instant> expiresAt = Optional.empty();
    Optional<Digest> shown = Optional.empty();
    if (examination.decision() instanceof Decision.ApprovalNeeded needed) {
      Instant end = clock.instant().plus(needed.requirement().expiresAfter());
      expiresAt = Optional.of(end);
      shown =
          Optional.of(
              Approvals.approvalDigest(
                  operation,
                  examination.plan().orElseThrow(),
                  needed,
                  examination.connectionDigest(),
                  end));
    }
    return new Evidence.Requested(
        operation,
        Approvals.operationDigest(operation),
        examination.classification(),
        examination.plan(),
        examination.decision(),
        bundle.version(),
        examination.connectionDigest(),
        shown,
        expiresAt,
        clock.instant());
  }

  /** This person approves what is recorded, and that makes the quorum. */
  void approve(String person) {
    Person voter = Objects.requireNonNull(bundle.roster().persons().get(person), person);
    Vote vote =
        new Vote(
            person,
            voter.accounts().first(),
            Controllers.of(person),
            voter.groups(),
            Verdict.APPROVED,
            "looked at it",
            file().requested().flatMap(Evidence.Requested::approvalDigest).orElseThrow(),
            clock.instant(),
            clock.instant());
    memory.append(
        Append.of(
            EvidenceCodec.encode(
                ID, new Evidence.Voted(vote, clock.instant(), List.of()), person)));
    append(new Evidence.Approved(clock.instant(), List.of()));
  }

  /** Somebody withdraws it. */
  void cancel() {
    append(new Evidence.Cancelled(asker(), clock.instant(), List.of()));
  }

  /** Somebody asks that it be stopped. */
  void askToStop() {
    append(new Evidence.StopAsked(asker(), clock.instant(), List.of()));
  }

  /** An attempt begins and its process dies. */
  void startAndDie() {
    append(new Evidence.Started("attempt-1", clock.instant(), List.of()));
  }

  private Account asker() {
    return new Account(AGENTS, "agent-reporter-01");
  }

  private void append(Evidence evidence) {
    memory.append(Append.of(EvidenceCodec.encode(ID, evidence)));
  }

  void later(Duration duration) {
    clock.set(clock.instant().plus(duration));
  }

  CaseFile file() {
    return CaseFile.replay(ID, memory.read(ID));
  }

  OperationState state() {
    return file().state();
  }

  /** Why it was voided. */
  String because() {
    return file().evidence(Evidence.Voided.class).getFirst().changed();
  }

  /** The policies say something else from now on. */
  void replaceInPolicies(String text, String other) {
    TreeMap<String, String> files = new TreeMap<>(bundle.policies());
    files.replaceAll((name, policy) -> policy.replace(text, other));
    bundle = bundle(bundle.connections(), files);
  }

  /** The connection is gone from now on. */
  void removeConnection() {
    bundle = bundle(new TreeMap<>(), bundle.policies());
  }

  private Bundle bundle(
      SortedMap<ConnectionName, Connection> connections, SortedMap<String, String> files) {
    return new Bundle(
        Digest.ofText(connections + " " + files),
        connections,
        bundle.labels(),
        bundle.roster(),
        files);
  }

  /** Addresses are masked so from now on. */
  void maskEmailsBy(Mask mask) {
    TreeMap<ConnectionName, Labels> labels = new TreeMap<>(bundle.labels());
    labels.replaceAll((name, these) -> {
      TreeMap<ColumnName, Label> columns = new TreeMap<>(these.columns());
      columns.put(
          new ColumnName(new RelationName("public", "customers"), "email"),
          new Label("email", mask));
      return new Labels(columns, these.patterns(), these.undetected());
    });
    bundle =
        new Bundle(
            bundle.version(), bundle.connections(), labels, bundle.roster(), bundle.policies());
  }

  /** Answers are not searched for this kind from now on. */
  void leaveUndetected(ValueKind kind) {
    TreeMap<ConnectionName, Labels> labels = new TreeMap<>(bundle.labels());
    labels.replaceAll((name, these) ->
        new Labels(these.columns(), these.patterns(), new TreeSet<>(List.of(kind))));
    bundle =
        new Bundle(
            bundle.version(), bundle.connections(), labels, bundle.roster(), bundle.policies());
  }

  /** A new survey finds nothing. */
  void changeCatalogue() {
    published = new Catalogue(List.of("public"), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
  }

  private static Catalogue catalogue() {
    TreeMap<RelationName, Relation> relations = new TreeMap<>();
    for (Relation relation :
        List.of(table("customers", "id", "email"), table("orders", "id", "status"))) {
      relations.put(relation.name(), relation);
    }
    return new Catalogue(List.of("public"), relations, new TreeSet<>(), new TreeSet<>());
  }

  private static Relation table(String name, String... columns) {
    return new Relation(
        new RelationName("public", name),
        RelationKind.TABLE,
        Arrays.stream(columns).map(column -> new Column(column, "text", true, false)).toList(),
        List.of("id"),
        new TreeSet<>(),
        false,
        "");
  }
}
