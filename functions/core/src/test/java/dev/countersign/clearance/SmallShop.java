package dev.countersign.clearance;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.authenticate.SampleTokens;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policies;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A shop of one table, an agent that may read it and, once a DBA has approved, write it: for tests
 * of the duties.
 */
public final class SmallShop {

  /** The agent's subject. */
  public static final String AGENT = "reporting-agent";

  /** The connection. */
  public static final ConnectionName ORDERS = new ConnectionName("orders");

  /** A statement that needs no approval. */
  public static final String READ = "select id, status from orders";

  /** One that does. */
  public static final String WRITE = "update orders set status = 'shipped' where id = '17'";

  private static final String POLICIES =
      """
      @id("agents-connect")
      permit (principal in Group::"agents", action == Action::"connect",
        resource == Connection::"orders");

      @id("agents-work")
      permit (principal in Group::"agents",
        action in [Action::"read", Action::"write"], resource in Connection::"orders");

      @id("writes-need-a-dba") @message("a DBA countersigns writes to orders")
      @approvers("dba") @quorum("1") @expires("PT4H")
      forbid (principal, action == Action::"write", resource in Connection::"orders")
      unless { context.approved };
      """;

  private static final Bundle BUNDLE =
      new Bundle(
          Digest.ofText("a version"),
          new TreeMap<>(
              Map.of(
                  ORDERS,
                  new Connection(
                      ORDERS,
                      "127.0.0.1",
                      5432,
                      "shop",
                      "orders/read",
                      "orders/write",
                      List.of("public"),
                      Connection.Unlabelled.CLEAR,
                      Connection.Limits.defaults()))),
          new TreeMap<>(),
          roster(),
          new TreeMap<>(Map.of("policies/orders.cedar", POLICIES)));

  private final Policies policies = new Policies();
  private final Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());

  /** The bundle in force. */
  public Bundle bundle() {
    return BUNDLE;
  }

  /** Its policies, read once. */
  public Policies policies() {
    return policies;
  }

  /** Who examines. */
  public Examiner examiner() {
    return examiner;
  }

  /** What a survey found: nothing is ever published. */
  public Catalogues catalogues() {
    return new Catalogues() {
      @Override
      public Catalogue of(ConnectionName connection) {
        return catalogue();
      }

      @Override
      public void publish(ConnectionName connection, Catalogue catalogue) {
        throw new UnsupportedOperationException("the shop is surveyed already");
      }
    };
  }

  private static Catalogue catalogue() {
    Relation orders =
        new Relation(
            new RelationName("public", "orders"),
            RelationKind.TABLE,
            List.of(
                new Column("id", "text", true, false), new Column("status", "text", true, false)),
            List.of("id"),
            new TreeSet<>(),
            false,
            "");
    return new Catalogue(
        List.of("public"),
        new TreeMap<>(Map.of(orders.name(), orders)),
        new TreeSet<>(),
        new TreeSet<>());
  }

  private static Roster roster() {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("olga", "sam", "dana")) {
      persons.put(
          name,
          new Person(
              name,
              name,
              name + "@shop.example",
              new TreeSet<>(Set.of(new Account("https://people.example/", name))),
              new TreeSet<>(Set.of("dba"))));
    }
    Agent agent =
        new Agent(
            "reporter",
            new Account(SampleTokens.ISSUER, AGENT),
            new TreeSet<>(Set.of("olga")),
            new TreeSet<>(Set.of("sam")),
            new TreeSet<>(Set.of("agents")));
    return new Roster(persons, new TreeMap<>(Map.of("reporter", agent)));
  }

  /** What intake records when the agent asks for this. */
  public Evidence.Requested requested(OperationId id, String statement, Instant now) {
    Operation operation =
        new Operation(
            id,
            ORDERS,
            statement,
            List.of(),
            false,
            "a look",
            "a session",
            new Principal(
                    new Account(SampleTokens.ISSUER, AGENT),
                    PrincipalKind.AGENT,
                    "reporter",
                    new TreeSet<>(),
                    List.of(),
                    Optional.empty())
                .under(BUNDLE.roster()),
            now);
    Examination examination =
        examiner.examine(
            operation,
            BUNDLE.connection(ORDERS).orElseThrow(),
            BUNDLE,
            policies.of(BUNDLE),
            catalogue());
    Optional<Instant> expiresAt =
        examination.decision() instanceof Decision.ApprovalNeeded needed
            ? Optional.of(now.plus(needed.requirement().expiresAfter()))
            : Optional.empty();
    Optional<Digest> shown =
        examination.decision() instanceof Decision.ApprovalNeeded needed
            ? Optional.of(
                Approvals.approvalDigest(
                    operation,
                    examination.plan().orElseThrow(),
                    needed,
                    examination.connectionDigest(),
                    expiresAt.orElseThrow()))
            : Optional.empty();
    return new Evidence.Requested(
        operation,
        Approvals.operationDigest(operation),
        examination.classification(),
        examination.plan(),
        examination.decision(),
        BUNDLE.version(),
        examination.connectionDigest(),
        shown,
        expiresAt,
        now);
  }
}
