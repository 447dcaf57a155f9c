package dev.countersign.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.SampleEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClearanceTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final Instant NOW = SampleEvidence.ASKED.plusSeconds(120);
  private static final Evidence.Requested SAMPLE = SampleEvidence.needsApproval(ID);
  private static final Evidence.Requested ASKED = sound(SAMPLE.operation());

  /** The sample with the digests that belong to it. */
  private static Evidence.Requested sound(Operation operation) {
    Digest digest =
        Approvals.approvalDigest(
            operation,
            SAMPLE.plan().orElseThrow(),
            (Decision.ApprovalNeeded) SAMPLE.decision(),
            SAMPLE.connectionDigest(),
            SAMPLE.expiresAt().orElseThrow());
    return requested(operation, Approvals.operationDigest(operation), digest);
  }

  private static Evidence.Requested requested(
      Operation operation, Digest operationDigest, Digest approvalDigest) {
    return new Evidence.Requested(
        operation,
        operationDigest,
        SAMPLE.classification(),
        SAMPLE.plan(),
        SAMPLE.decision(),
        SAMPLE.bundle(),
        SAMPLE.connectionDigest(),
        Optional.of(approvalDigest),
        SAMPLE.expiresAt(),
        SAMPLE.at());
  }

  private static Roster roster(String owner, String... dbas) {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("alice", "bob", "carol", "dave")) {
      SortedSet<String> groups = List.of(dbas).contains(name) ? sorted("dba") : new TreeSet<>();
      persons.put(
          name,
          new Person(
              name,
              name,
              name + "@example.com",
              new TreeSet<>(Set.of(new Account("https://id.example.com/", name + "-01"))),
              groups));
    }
    Agent agent =
        new Agent(
            "refund-agent",
            new Account("https://id.example.com/agents", "agt-7Q2"),
            sorted(owner),
            sorted("bob"),
            new TreeSet<>());
    return new Roster(persons, new TreeMap<>(Map.of("refund-agent", agent)));
  }

  private static SortedSet<String> sorted(String... items) {
    return new TreeSet<>(Set.of(items));
  }

  private static final Roster ROSTER = roster("alice", "carol", "dave");

  private static Vote vote(String person, Digest shown) {
    return new Vote(
        person,
        new Account("https://id.example.com/", person + "-01"),
        Controllers.of(person),
        sorted("dba"),
        Verdict.APPROVED,
        "looked at it",
        shown,
        NOW,
        NOW);
  }

  private static CaseFile file(Evidence.Requested requested, Vote... votes) {
    List<Entry> entries = new ArrayList<>();
    entries.add(EvidenceCodec.encode(ID, requested));
    for (Vote vote : votes) {
      entries.add(
          EvidenceCodec.encode(ID, new Evidence.Voted(vote, NOW, List.of()), vote.approver()));
    }
    entries.add(EvidenceCodec.encode(ID, new Evidence.Approved(NOW, List.of())));
    return CaseFile.replay(ID, entries);
  }

  private static CaseFile approved() {
    Digest shown = ASKED.approvalDigest().orElseThrow();
    return file(ASKED, vote("carol", shown), vote("dave", shown));
  }

  private static Examination fresh() {
    return new Examination(
        SAMPLE.classification(),
        SAMPLE.plan(),
        SAMPLE.decision(),
        SAMPLE.connectionDigest(),
        Optional.empty());
  }

  private static String because(ClearanceVerdict verdict) {
    return switch (verdict) {
      case ClearanceVerdict.Withheld withheld -> withheld.because();
      case ClearanceVerdict.Cleared cleared -> "cleared";
    };
  }

  @Test
  void whatIndependentPeopleApprovedIsClearedAndNamesWhatItReliesOn() {
    CaseFile file = approved();
    ClearanceVerdict verdict = Clearance.derive(file, fresh(), ROSTER, NOW);
    assertThat(because(verdict)).isEqualTo("cleared");
    List<Digest> grounds = new ArrayList<>(file.hashes(EvidenceKind.REQUESTED));
    grounds.addAll(file.hashes(EvidenceKind.APPROVED));
    assertThat(((ClearanceVerdict.Cleared) verdict).clearance().reliesOn()).isEqualTo(grounds);
  }

  @Test
  void withoutItsApprovalItIsNotCleared() {
    CaseFile file = CaseFile.replay(ID, List.of(EvidenceCodec.encode(ID, ASKED)));
    assertThat(because(Clearance.derive(file, fresh(), ROSTER, NOW)))
        .isEqualTo("it is not approved");
  }

  @Test
  void atItsEndItIsNotClearedAnyMore() {
    assertThat(
            because(
                Clearance.derive(approved(), fresh(), ROSTER, SAMPLE.expiresAt().orElseThrow())))
        .isEqualTo("its approval has expired");
  }

  @Test
  void aTextChangedInTheStoreIsNotCleared() {
    Operation asked = ASKED.operation();
    Operation changed =
        new Operation(
            ID,
            asked.connection(),
            "DELETE FROM shop.orders",
            asked.parameters(),
            asked.asWrite(),
            asked.purpose(),
            asked.session(),
            asked.requester(),
            asked.requestedAt());
    Evidence.Requested tampered =
        requested(changed, ASKED.operationDigest(), ASKED.approvalDigest().orElseThrow());
    Digest shown = ASKED.approvalDigest().orElseThrow();
    CaseFile file = file(tampered, vote("carol", shown), vote("dave", shown));
    assertThat(because(Clearance.derive(file, fresh(), ROSTER, NOW)))
        .isEqualTo("the recorded operation does not have the recorded digest");
  }

  @Test
  void whatWasShownMustBeWhatWouldRun() {
    Digest other = Digest.ofText("another page");
    Evidence.Requested tampered = requested(ASKED.operation(), ASKED.operationDigest(), other);
    CaseFile file = file(tampered, vote("carol", other), vote("dave", other));
    assertThat(because(Clearance.derive(file, fresh(), ROSTER, NOW)))
        .isEqualTo("what was shown to approvers differs from what would run");
  }

  @Test
  void votesOnSomethingElseDoNotCount() {
    Digest shown = ASKED.approvalDigest().orElseThrow();
    CaseFile file = file(ASKED, vote("carol", shown), vote("dave", Digest.ofText("another page")));
    assertThat(because(Clearance.derive(file, fresh(), ROSTER, NOW)))
        .isEqualTo("its votes no longer make the quorum that the policy asks for");
  }

  @Test
  void aVoterWhoHasLeftTheGroupDoesNotCount() {
    assertThat(because(Clearance.derive(approved(), fresh(), roster("alice", "carol"), NOW)))
        .isEqualTo("its votes no longer make the quorum that the policy asks for");
  }

  @Test
  void aVoterWhoAnswersForTheRequesterNowDoesNotCount() {
    assertThat(because(Clearance.derive(approved(), fresh(), roster("dave", "carol", "dave"), NOW)))
        .isEqualTo("its votes no longer make the quorum that the policy asks for");
  }

  @Test
  void onePersonBehindTwoVotesCountsOnce() {
    Digest shown = ASKED.approvalDigest().orElseThrow();
    CaseFile file = file(ASKED, vote("carol", shown));
    assertThat(because(Clearance.derive(file, fresh(), ROSTER, NOW)))
        .isEqualTo("its votes no longer make the quorum that the policy asks for");
  }

  @Test
  void anApprovalDoesNotRestOnWhetherADryRunIsPermitted() {
    Decision.ApprovalNeeded needed = (Decision.ApprovalNeeded) SAMPLE.decision();
    Examination fresh =
        new Examination(
            SAMPLE.classification(),
            SAMPLE.plan(),
            needed.withDryRun(new TreeMap<>()),
            SAMPLE.connectionDigest(),
            Optional.empty());
    assertThat(Clearance.derive(approved(), fresh, ROSTER, NOW))
        .isInstanceOf(ClearanceVerdict.Cleared.class);
  }

  @Test
  void changedPoliciesVoidTheApproval() {
    Decision.ApprovalNeeded needed = (Decision.ApprovalNeeded) SAMPLE.decision();
    Decision changed =
        new Decision.ApprovalNeeded(
            new TreeMap<>(Map.of("writes-need-a-dba", Digest.ofText("another text"))),
            needed.requirement(),
            needed.dryRun());
    Examination fresh =
        new Examination(
            SAMPLE.classification(),
            SAMPLE.plan(),
            changed,
            SAMPLE.connectionDigest(),
            Optional.empty());
    assertThat(because(Clearance.derive(approved(), fresh, ROSTER, NOW)))
        .isEqualTo("the policies that decided have changed");
  }

  @Test
  void aPolicyThatDeniesNowVoidsTheApproval() {
    Decision deny = new Decision.Deny(new TreeMap<>(), DenyReason.NOTHING_PERMITS, "no");
    Examination fresh =
        new Examination(
            SAMPLE.classification(),
            Optional.empty(),
            deny,
            SAMPLE.connectionDigest(),
            Optional.empty());
    assertThat(because(Clearance.derive(approved(), fresh, ROSTER, NOW)))
        .isEqualTo("the policy denies it now");
  }

  @Test
  void aChangedConnectionVoidsTheApproval() {
    Examination fresh =
        new Examination(
            SAMPLE.classification(),
            SAMPLE.plan(),
            SAMPLE.decision(),
            Digest.ofText("another server"),
            Optional.empty());
    assertThat(because(Clearance.derive(approved(), fresh, ROSTER, NOW)))
        .isEqualTo("the connection has changed");
  }

  @Test
  void changedLabelsVoidTheApproval() {
    MaskingPlan changed =
        new MaskingPlan(
            SAMPLE.plan().orElseThrow().text(),
            new TreeSet<>(),
            new TreeSet<>(),
            new OutputMask.Positions(new TreeSet<>()),
            new TreeSet<>(),
            new TreeSet<>());
    Examination fresh =
        new Examination(
            SAMPLE.classification(),
            Optional.of(changed),
            SAMPLE.decision(),
            SAMPLE.connectionDigest(),
            Optional.empty());
    assertThat(because(Clearance.derive(approved(), fresh, ROSTER, NOW)))
        .isEqualTo("the labels or the catalogue of what it touches have changed");
  }
}
