package dev.countersign.record;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Label;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.ColumnUse;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.classify.Signal;
import dev.countersign.decide.ApprovalRequirement;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Demand;
import dev.countersign.decide.DenyReason;
import dev.countersign.decide.Exposure;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.LabelledColumn;
import dev.countersign.mask.MaskedUse;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evidence of one small case, as it would be in earnest: an agent of alice and bob asks to refund
 * an order, carol and dave approve.
 */
public final class SampleEvidence {

  /** When it was asked. */
  public static final Instant ASKED = Instant.parse("2026-11-20T09:15:30.123456Z");

  /**
   * Until when answers are kept: far off, since a store may delete what is past by the clock of the
   * machine and not by that of a test.
   */
  public static final Instant KEPT_UNTIL = Instant.parse("2126-11-20T09:15:30.123456Z");

  private static final Account AGENT = new Account("https://id.example.com/agents", "agt-7Q2");
  private static final Account ERIN = new Account("https://id.example.com/", "erin-01");
  private static final RelationName ORDERS = new RelationName("shop", "orders");
  private static final RelationName CUSTOMERS = new RelationName("shop", "customers");

  private SampleEvidence() {}

  /** What was asked, under this id. */
  public static Operation operation(OperationId id) {
    return new Operation(
        id,
        new ConnectionName("orders"),
        "UPDATE shop.orders SET status = 'erstattet \u20ac' -- \u202e\nWHERE id = $1 AND note = $2",
        List.of(new BindValue(Optional.of("4711")), new BindValue(Optional.empty())),
        false,
        "refund of ticket 8812, \"customer's wish\"",
        "2026-11-20",
        requester(),
        ASKED);
  }

  private static Principal requester() {
    return new Principal(
        AGENT,
        PrincipalKind.AGENT,
        "refund-agent",
        sorted("agents", "refunds"),
        List.of(new Account("https://id.example.com/", "alice-01")),
        Optional.of(new Controllers(sorted("alice", "bob"))));
  }

  /** The request with what approval it needs. */
  public static Evidence.Requested needsApproval(OperationId id) {
    Decision decision =
        new Decision.ApprovalNeeded(
            policies("writes-need-a-dba"),
            new ApprovalRequirement(
                List.of(
                    new Demand(
                        "writes-need-a-dba", "dba", 2, "a DBA countersigns writes to orders")),
                Duration.ofHours(4)),
            policies("writes-may-be-tried"));
    return requested(
        id,
        decision,
        Optional.of(
            new MaskingPlan(
                operation(id).statement(),
                new TreeSet<>(
                    List.of(
                        LabelledColumn.of(column(CUSTOMERS, "email"), Label.of("email")),
                        LabelledColumn.of(column(CUSTOMERS, "phone"), Label.of("phone")))),
                new TreeSet<>(List.of(column(CUSTOMERS, "email"), column(CUSTOMERS, "phone"))),
                new OutputMask.Everything(),
                new TreeSet<>(List.of(MaskedUse.CONDITION)),
                new TreeSet<>(
                    List.of(new Exposure(column(CUSTOMERS, "email"), Exposure.Place.CONDITION))))),
        Optional.of(Digest.ofText("what was shown")),
        Optional.of(ASKED.plus(Duration.ofHours(4))));
  }

  /** The request, as if what would run took the key of the masks. */
  public static Evidence.Requested withMaskKey(OperationId id) {
    Evidence.Requested like = needsApproval(id);
    return requested(
        id,
        like.decision(),
        like.plan()
            .map(plan ->
                new MaskingPlan(
                    "SELECT $3, $4",
                    plan.labels(),
                    plan.masked(),
                    plan.outputs(),
                    plan.uses(),
                    plan.exposures(),
                    true)),
        like.approvalDigest(),
        like.expiresAt());
  }

  /** The request, permitted at once. */
  public static Evidence.Requested permitted(OperationId id) {
    return requested(
        id,
        new Decision.Permit(policies("agents-read-orders")),
        Optional.of(
            new MaskingPlan(
                "SELECT id, '***' AS email FROM shop.customers",
                new TreeSet<>(),
                new TreeSet<>(),
                new OutputMask.Everything(),
                new TreeSet<>(),
                new TreeSet<>())),
        Optional.empty(),
        Optional.empty());
  }

  /** The request, denied. */
  public static Evidence.Requested denied(OperationId id) {
    return requested(
        id,
        new Decision.Deny(
            policies("no-ddl"), DenyReason.POLICY_FORBIDS, "tables are changed by migrations only"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Evidence.Requested requested(
      OperationId id,
      Decision decision,
      Optional<MaskingPlan> plan,
      Optional<Digest> approvalDigest,
      Optional<Instant> expiresAt) {
    return new Evidence.Requested(
        operation(id),
        Digest.ofText("what was asked"),
        new Classification(
            Effect.WRITE,
            new TreeSet<>(
                List.of(
                    new RelationUse(ORDERS, RelationUse.Access.READ),
                    new RelationUse(ORDERS, RelationUse.Access.WRITE))),
            new TreeSet<>(
                List.of(
                    new ColumnUse(new ColumnName(CUSTOMERS, "email"), RelationUse.Access.READ),
                    new ColumnUse(new ColumnName(ORDERS, "total"), RelationUse.Access.READ),
                    new ColumnUse(new ColumnName(ORDERS, "total"), RelationUse.Access.WRITE))),
            sorted("lower"),
            new TreeSet<>(List.of(Signal.LOCKING)),
            "an UPDATE changes rows"),
        plan,
        decision,
        Digest.ofText("the bundle"),
        Digest.ofText("the connection"),
        approvalDigest,
        expiresAt,
        ASKED);
  }

  /** A person's vote. */
  public static Evidence.Voted voted(String person, Verdict verdict) {
    return new Evidence.Voted(
        new Vote(
            person,
            new Account("https://id.example.com/", person + "-01"),
            Controllers.of(person),
            sorted("dba", "staff"),
            verdict,
            "as agreed in the ticket",
            Digest.ofText("what was shown"),
            ASKED.plusSeconds(50),
            ASKED.plusSeconds(60)),
        ASKED.plusSeconds(60),
        List.of(Digest.ofText("the request")));
  }

  /** Evidence of this kind with the entry that keeps it, by the name of a vector. */
  public static SortedMap<String, Entry> entries(OperationId id) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    entries.put("requested-approval-needed", EvidenceCodec.encode(id, needsApproval(id)));
    entries.put("requested-permit", EvidenceCodec.encode(id, permitted(id)));
    entries.put("requested-deny", EvidenceCodec.encode(id, denied(id)));
    entries.put(
        "requester-controller",
        EvidenceCodec.encode(id, new Evidence.RequesterController("alice", ASKED), "alice"));
    entries.put("voted", EvidenceCodec.encode(id, voted("carol", Verdict.APPROVED), "carol"));
    entries.put(
        "voter-controller",
        EvidenceCodec.encode(id, new Evidence.VoterController("carol", ASKED), "carol"));
    entries.put(
        "notified",
        EvidenceCodec.encode(
            id, new Evidence.Notified(sorted("carol", "dave"), ASKED, request()), "1"));
    entries.put(
        "collected",
        EvidenceCodec.encode(id, new Evidence.Collected(AGENT, ASKED, request()), "1"));
    entries.put(
        "replayed",
        EvidenceCodec.encode(id, new Evidence.Replayed("erin", ERIN, true, ASKED, request()), "1"));
    for (Evidence one : single()) {
      entries.put(EvidenceKind.of(one).word(), EvidenceCodec.encode(id, one));
    }
    return entries;
  }

  private static Collection<Evidence> single() {
    return List.of(
        new Evidence.Cancelled(AGENT, ASKED, request()),
        new Evidence.StopAsked(AGENT, ASKED, request()),
        new Evidence.Approved(ASKED, request()),
        new Evidence.Refused(ASKED, request()),
        new Evidence.Expired(ASKED, request()),
        new Evidence.Tried("5c0ffee5", ASKED, request()),
        new Evidence.Estimated(
            Optional.of(12L),
            Optional.empty(),
            Optional.of(new DryRun(Optional.of(11L), Optional.empty())),
            ASKED,
            request()),
        new Evidence.Voided("the connection has changed", ASKED, request()),
        new Evidence.Started("attempt-5f", ASKED, request()),
        new Evidence.Finished(
            Digest.ofText("the answer"),
            "UPDATE 3",
            0,
            3,
            false,
            Optional.of(new StoredResult(Digest.ofText("rows"), 4)),
            9,
            ASKED,
            request()),
        new Evidence.Failed(
            new TargetFault(TargetFault.Kind.LOCK_TIMEOUT, "55P03"), 9, ASKED, request()),
        new Evidence.Unknown(9, ASKED, request()),
        new Evidence.Listed("erin", ERIN, filter(), 17, ASKED),
        new Evidence.Exported("erin", ERIN, filter(), 17, 170, Digest.ofText("a part"), ASKED));
  }

  private static ListingFilter filter() {
    return new ListingFilter(
        Optional.of("refund-agent"),
        Optional.of(new ConnectionName("orders")),
        Optional.empty(),
        Optional.of(OperationState.SUCCEEDED),
        Optional.of("shop.orders"),
        ASKED.minusSeconds(3_600),
        ASKED);
  }

  private static List<Digest> request() {
    return List.of(Digest.ofText("the request"));
  }

  private static ColumnName column(RelationName relation, String name) {
    return new ColumnName(relation, name);
  }

  private static SortedMap<String, Digest> policies(String name) {
    return new TreeMap<>(Map.of(name, Digest.ofText(name)));
  }

  private static SortedSet<String> sorted(String... words) {
    return new TreeSet<>(List.of(words));
  }
}
