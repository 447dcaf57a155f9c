package dev.countersign.clearance;

import dev.countersign.approve.Quorum;
import dev.countersign.approve.SegregationOfDuties;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.classify.Effect;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Leave to run exactly one operation, once. Only a clearance can be executed, it has one door,
 * {@link #derive}, and it is never stored: it is derived from what is recorded and from a fresh
 * examination, each time.
 */
public final class Clearance {

  private final Operation operation;
  private final MaskingPlan plan;
  private final Effect effect;
  private final List<Digest> reliesOn;

  private Clearance(Operation operation, MaskingPlan plan, Effect effect, List<Digest> reliesOn) {
    this.operation = operation;
    this.plan = plan;
    this.effect = effect;
    this.reliesOn = List.copyOf(reliesOn);
  }

  /** What the operation does at the worst. */
  public Effect effect() {
    return effect;
  }

  /** The operation that may run. */
  public Operation operation() {
    return operation;
  }

  /** What runs, and what of the answer is masked. */
  public MaskingPlan plan() {
    return plan;
  }

  /** The hashes of the entries that give the leave. */
  public List<Digest> reliesOn() {
    return reliesOn;
  }

  /**
   * Derives the clearance of a recorded operation.
   *
   * @param file everything recorded of it
   * @param fresh what an examination makes of the recorded text now
   * @param roster everyone the bundle knows now
   * @param now the time
   */
  public static ClearanceVerdict derive(
      CaseFile file, Examination fresh, Roster roster, Instant now) {
    Optional<Evidence.Requested> requested = file.requested();
    if (requested.isEmpty()) {
      return new ClearanceVerdict.Withheld("nothing is recorded of the operation");
    }
    Evidence.Requested recorded = requested.get();
    Optional<String> changed = changed(recorded, fresh);
    if (changed.isPresent()) {
      return new ClearanceVerdict.Withheld(changed.get());
    }
    MaskingPlan plan =
        fresh.plan().orElseThrow(() -> new IllegalStateException("a denied operation got here"));
    return switch (fresh.decision()) {
      case Decision.Deny deny -> new ClearanceVerdict.Withheld("the policy denies it");
      case Decision.Permit permit ->
          new ClearanceVerdict.Cleared(
              new Clearance(
                  recorded.operation(),
                  plan,
                  fresh.classification().effect(),
                  file.hashes(EvidenceKind.REQUESTED)));
      case Decision.ApprovalNeeded needed ->
          unapproved(file, recorded, needed, roster, now)
              .<ClearanceVerdict>map(ClearanceVerdict.Withheld::new)
              .orElseGet(() ->
                  new ClearanceVerdict.Cleared(
                      new Clearance(
                          recorded.operation(),
                          plan,
                          fresh.classification().effect(),
                          approvedBy(file))));
    };
  }

  /**
   * What has changed, between what is recorded of an operation and what an examination makes of it
   * now, of all that its approval rests on.
   */
  public static Optional<String> changed(Evidence.Requested recorded, Examination fresh) {
    if (fresh.plan().isEmpty()) {
      return Optional.of("the policy denies it now");
    }
    if (!Approvals.operationDigest(recorded.operation()).equals(recorded.operationDigest())) {
      return Optional.of("the recorded operation does not have the recorded digest");
    }
    if (!grounds(fresh.decision()).equals(grounds(recorded.decision()))) {
      return Optional.of("the policies that decided have changed");
    }
    if (!fresh.connectionDigest().equals(recorded.connectionDigest())) {
      return Optional.of("the connection has changed");
    }
    if (!fresh.plan().equals(recorded.plan())) {
      return Optional.of("the labels or the catalogue of what it touches have changed");
    }
    if (!fresh.classification().equals(recorded.classification())) {
      return Optional.of("its classification has changed");
    }
    return Optional.empty();
  }

  /** A decision as an approval rests on it: whether a dry run is permitted has no part in that. */
  private static Decision grounds(Decision decision) {
    return switch (decision) {
      case Decision.ApprovalNeeded needed -> needed.withDryRun(new TreeMap<>());
      case Decision.Permit _, Decision.Deny _ -> decision;
    };
  }

  private static Optional<String> unapproved(
      CaseFile file,
      Evidence.Requested recorded,
      Decision.ApprovalNeeded needed,
      Roster roster,
      Instant now) {
    Optional<Instant> expiresAt = recorded.expiresAt();
    if (!file.has(EvidenceKind.APPROVED)) {
      return Optional.of("it is not approved");
    }
    if (expiresAt.isEmpty() || !now.isBefore(expiresAt.get())) {
      return Optional.of("its approval has expired");
    }
    Digest shown = Approvals.approvalDigest(recorded, needed, expiresAt.get());
    if (!recorded.approvalDigest().equals(Optional.of(shown))) {
      return Optional.of("what was shown to approvers differs from what would run");
    }
    List<Vote> eligible = new ArrayList<>();
    for (Vote vote : file.votes()) {
      if (vote.verdict() == Verdict.APPROVED
          && vote.approvalDigest().equals(shown)
          && isEligible(vote, eligible, recorded.operation(), roster)) {
        eligible.add(asOfNow(vote, roster));
      }
    }
    return Quorum.isMet(needed.requirement(), eligible)
        ? Optional.empty()
        : Optional.of("its votes no longer make the quorum that the policy asks for");
  }

  /**
   * Judged on the people at the time of the request and now: a later change may only exclude more.
   */
  private static boolean isEligible(
      Vote vote, List<Vote> others, Operation operation, Roster roster) {
    Optional<Controllers> requester =
        operation
            .requester()
            .controllers()
            .flatMap(then -> operation.requester().under(roster).controllers().map(then::union));
    Optional<Controllers> approver =
        roster.controllersOf(vote.account()).map(now -> now.union(vote.controllers()));
    List<Controllers> behindOthers = others.stream().map(Vote::controllers).toList();
    return approver.isPresent()
        && SegregationOfDuties.conflict(requester, approver.get(), behindOthers).isEmpty();
  }

  /** The vote with the groups that its voter was in then and still is in. */
  private static Vote asOfNow(Vote vote, Roster roster) {
    SortedSet<String> groups = new TreeSet<>(vote.groups());
    groups.retainAll(roster.personWith(vote.account()).map(Person::groups).orElse(new TreeSet<>()));
    return new Vote(
        vote.approver(),
        vote.account(),
        vote.controllers(),
        groups,
        vote.verdict(),
        vote.reason(),
        vote.approvalDigest(),
        vote.authenticatedAt(),
        vote.votedAt());
  }

  private static List<Digest> approvedBy(CaseFile file) {
    List<Digest> hashes = new ArrayList<>(file.hashes(EvidenceKind.REQUESTED));
    hashes.addAll(file.hashes(EvidenceKind.APPROVED));
    return hashes;
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Clearance[" + operation.id() + "]";
  }
}
