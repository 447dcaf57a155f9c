package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueUnavailable;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Policies;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.execute.ExecutionDoor.Knock;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.Overdue;
import dev.countersign.record.SettableClock;
import dev.countersign.record.StoredAnswer;
import dev.countersign.record.StoredResult;
import dev.countersign.yaml.BundleFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The intake duty over the shop's own bundle and a small catalogue of it, with evidence in memory,
 * a workflow and an execution that do as they are told, and a clock that only waiting moves.
 */
final class IntakeScene {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final ConnectionName ORDERS = new ConnectionName("orders");
  private static final Bundle SHOP =
      BundleFolder.read(
              Path.of(System.getProperty("countersign.repository"), "localstack/src/main/bundle"),
              Map.of(
                  "ISSUER_PEOPLE",
                  TestTokens.PEOPLE,
                  "ISSUER_AGENTS",
                  TestTokens.AGENTS,
                  "SHOP_PORT",
                  "5432",
                  "SHOP_DATABASE",
                  "shop"))
          .bundle();

  final SettableClock clock = new SettableClock(NOON);
  final TestTokens tokens = new TestTokens(clock);
  final List<OperationId> started = new ArrayList<>();
  final List<OperationId> stopped = new ArrayList<>();
  final List<OperationId> executed = new ArrayList<>();
  boolean storeIsDown;
  boolean catalogueIsOfAnotherVersion;
  boolean workflowIsDown;
  Function<OperationId, Knock> execution = this::finish;
  Runnable whileWaiting = () -> {};
  private final InMemoryEvidenceLog memory = new InMemoryEvidenceLog(clock);
  private Bundle bundle = SHOP;
  private Catalogue surveyed = SurveyedShop.catalogue();
  private final TokenVerifier verifier =
      new TokenVerifier(Issuers.deployed(TestTokens.CONFIGURATION), tokens, clock);
  private final Policies policies = new Policies();
  private final Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());
  final Intake intake = intake();
  final Listings listings =
      new Listings(verifier, () -> bundle, policies, new SurveyedShop(), examiner, clock);

  private Intake intake() {
    return new Intake(
        verifier,
        () -> bundle,
        policies,
        new SurveyedShop(),
        examiner,
        new Store(),
        new InMemoryResultStore(),
        new Workflow(),
        new Door(),
        new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1)),
        pause -> {
          clock.set(clock.instant().plus(pause));
          whileWaiting.run();
        },
        clock,
        new Random(7));
  }

  /** Execution does its work: the operation has an end and an answer. */
  Knock finish(OperationId id) {
    return finish(id, Optional.empty());
  }

  /** The same, with the rows beside the answer if there is a result. */
  Knock finish(OperationId id, Optional<StoredResult> result) {
    start(id);
    StoredAnswer answer =
        new StoredAnswer(
            id,
            "{\"rows\":[[\"1\"]]}",
            Digest.ofText("{\"rows\":[[\"1\"]]}"),
            clock.instant().plus(Duration.ofHours(24)));
    memory.append(
        Append.of(
                EvidenceCodec.encode(
                    id,
                    new Evidence.Finished(
                        answer.digest(),
                        "SELECT 1",
                        1,
                        1,
                        false,
                        result,
                        3,
                        clock.instant(),
                        List.of())))
            .with(answer));
    return Knock.ENDED;
  }

  /** Execution begins its work and has not ended it. */
  Knock start(OperationId id) {
    append(id, new Evidence.Started("attempt-1", clock.instant(), List.of()));
    return Knock.NOT_ENDED;
  }

  void append(OperationId id, Evidence evidence) {
    memory.append(Append.of(EvidenceCodec.encode(id, evidence)));
  }

  void append(OperationId id, Evidence evidence, String of) {
    memory.append(Append.of(EvidenceCodec.encode(id, evidence, of)));
  }

  CaseFile file(OperationId id) {
    return CaseFile.replay(id, memory.read(id));
  }

  /** The policies say something else from now on. */
  void replaceInPolicies(String text, String other) {
    TreeMap<String, String> files = new TreeMap<>(bundle.policies());
    files.replaceAll((name, policy) -> policy.replace(text, other));
    bundle =
        new Bundle(
            Digest.ofText(files.toString()),
            bundle.connections(),
            bundle.labels(),
            bundle.roster(),
            files);
  }

  private final class Door implements ExecutionDoor {

    @Override
    public Knock execute(OperationId operation, Duration patience) {
      executed.add(operation);
      return execution.apply(operation);
    }

    @Override
    public boolean executeLater(OperationId operation) {
      throw new AssertionError("only the sweep does not wait");
    }

    @Override
    public boolean settleLater(OperationId operation) {
      throw new AssertionError("only the sweep settles");
    }
  }

  private final class Workflow implements ApprovalWorkflow {

    @Override
    public void start(OperationId operation, Duration wait) {
      require();
      started.add(operation);
    }

    @Override
    public void recount(OperationId operation, Duration wait) {
      throw new AssertionError("only the sweep has votes counted");
    }

    @Override
    public void stop(OperationId operation) {
      require();
      stopped.add(operation);
    }

    private void require() {
      if (workflowIsDown) {
        throw new WorkflowUnavailable("start", new IllegalStateException("down"));
      }
    }
  }

  private final class Store implements EvidenceLog {

    @Override
    public AppendOutcome append(Append append) {
      return up().append(append);
    }

    @Override
    public List<Entry> read(OperationId operation) {
      return up().read(operation);
    }

    @Override
    public Optional<Entry> find(EntryKey key) {
      return up().find(key);
    }

    @Override
    public List<Entry> read(OperationId operation, Duty duty) {
      return up().read(operation, duty);
    }

    @Override
    public List<Entry> find(SortedSet<EntryKey> keys) {
      return up().find(keys);
    }

    @Override
    public Optional<Delivery> delivery(OperationId operation) {
      return up().delivery(operation);
    }

    @Override
    public Optional<StoredAnswer> answer(OperationId operation) {
      return up().answer(operation);
    }

    private EvidenceLog up() {
      if (storeIsDown) {
        throw new EvidenceUnavailable("append", new IllegalStateException("table evidence"));
      }
      return memory;
    }
  }

  /** The shop's target holds these relations from now on. */
  void survey(Catalogue found) {
    surveyed = found;
  }

  private final class SurveyedShop implements Catalogues {

    @Override
    public Catalogue of(ConnectionName connection) {
      if (catalogueIsOfAnotherVersion) {
        throw new CatalogueUnavailable(
            connection, new InvalidJson("not the document of a catalogue"));
      }
      return connection.equals(ORDERS) ? surveyed : Catalogue.none();
    }

    @Override
    public void publish(ConnectionName connection, Catalogue catalogue) {
      throw new IllegalStateException("intake publishes no catalogue");
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
}
