package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Notices;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.approve.WaitingWorkflow;
import dev.countersign.bundle.Bundles;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The approval duty. The recorded votes are the truth; the workflow is only told of it. Everything
 * here may be called twice, late or in another order, and comes to the same end.
 */
public final class Approval {

  private final Bundles bundles;
  private final EvidenceLog log;
  private final TaskTokens tokens;
  private final WaitingWorkflow workflow;
  private final Notices notices;
  private final NoticeText text;
  private final InstantSource clock;

  /** An approval with these powers and no others. */
  public Approval(
      Bundles bundles,
      EvidenceLog log,
      TaskTokens tokens,
      WaitingWorkflow workflow,
      Notices notices,
      NoticeText text,
      InstantSource clock) {
    this.bundles = bundles;
    this.log = log;
    this.tokens = tokens;
    this.workflow = workflow;
    this.notices = notices;
    this.text = text;
    this.clock = clock;
  }

  /** Keeps the token with which the workflow waits, and tells whoever may vote. */
  public void notify(OperationId id, TaskToken token) {
    // The token first: a vote that comes between finds it, and one that came before is seen below.
    tokens.keep(id, token);
    CaseFile file = complete(id, open(id));
    if (file.state() != OperationState.WAITING) {
      workflow.resume(token, verdict(file.state()));
      return;
    }
    Roster roster = bundles.current().roster();
    SortedSet<String> told = new TreeSet<>();
    for (Person person : Eligible.voters(file, roster)) {
      notices.send(text.notice(person, file));
      told.add(person.name());
    }
    Instant now = clock.instant();
    Evidence.Notified notified =
        new Evidence.Notified(told, now, file.hashes(EvidenceKind.REQUESTED));
    log.append(Append.of(EvidenceCodec.encode(id, notified, now.toString())));
  }

  /**
   * Says, when the wait is over, what became of the request: it expires here if its time has come.
   */
  public Lapse lapse(OperationId id) {
    CaseFile file = complete(id, open(id));
    Instant now = clock.instant();
    Instant expiresAt = requested(file).expiresAt().orElse(now);
    if (file.state() == OperationState.WAITING && !now.isBefore(expiresAt)) {
      file = expire(id, file, now);
    }
    Duration rest = Duration.between(now, expiresAt);
    long seconds = Math.max(1, rest.toSeconds() + (rest.toNanosPart() > 0 ? 1 : 0));
    return new Lapse(file.state(), seconds);
  }

  /**
   * Everything that a person may see of an operation before they vote on it; empty if there is no
   * such.
   */
  public Optional<ApprovalView> view(OperationId id, Voter voter) {
    CaseFile file = open(id);
    return file.requested()
        .filter(requested -> requested.decision() instanceof Decision.ApprovalNeeded)
        .filter(requested -> Eligible.maySee(voter, file, bundles.current().roster()))
        .map(requested ->
            ApprovalView.of(file, Eligible.conflict(voter, file, bundles.current().roster())));
  }

  /**
   * Takes a vote. Whether the voter is independent of the requester and of every other voter is a
   * condition of the write that records the vote, whatever code calls it; only what that write
   * cannot know, people who came to answer for the requester since, is judged before.
   */
  public VoteOutcome vote(OperationId id, Voter voter, Ballot ballot) {
    CaseFile file = open(id);
    if (file.isEmpty() || !(requested(file).decision() instanceof Decision.ApprovalNeeded)) {
      return new VoteOutcome.NothingToVoteOn();
    }
    Instant now = clock.instant();
    if (file.state() == OperationState.WAITING
        && !now.isBefore(requested(file).expiresAt().orElse(now))) {
      file = expire(id, file, now);
    }
    if (file.state() != OperationState.WAITING) {
      return new VoteOutcome.Closed(file.state());
    }
    if (!requested(file).approvalDigest().equals(Optional.of(ballot.approvalDigest()))) {
      return new VoteOutcome.OtherContent();
    }
    Roster roster = bundles.current().roster();
    Optional<DutyConflict> conflict = Eligible.conflictUnknownToTheWrite(voter, file, roster);
    if (conflict.isPresent()) {
      return new VoteOutcome.Conflicted(conflict.get());
    }
    Vote vote = ballot.by(voter, roster, now);
    AppendOutcome outcome = log.append(VoteWrite.of(id, vote, file, now));
    // Also a vote that is refused as the second of its voter counts what was recorded before.
    CaseFile counted = count(id);
    return switch (outcome) {
      case AppendOutcome.Conflict refused -> VoteWrite.explain(refused, counted);
      case AppendOutcome.Appended appended -> new VoteOutcome.Counted(counted.state());
    };
  }

  private CaseFile count(OperationId id) {
    CaseFile file = complete(id, open(id));
    if (file.state() != OperationState.WAITING) {
      tokens.latest(id).ifPresent(token -> workflow.resume(token, verdict(open(id).state())));
    }
    return file;
  }

  /**
   * Records the end of the vote if the votes make one: idempotent, and safe to be done by anyone
   * again.
   */
  private CaseFile complete(OperationId id, CaseFile file) {
    if (file.isEmpty() || file.state() != OperationState.WAITING) {
      return file;
    }
    Optional<Verdict> verdict = file.verdict();
    return verdict.isEmpty() ? file : record(id, file, verdict.get());
  }

  private CaseFile record(OperationId id, CaseFile file, Verdict verdict) {
    Instant now = clock.instant();
    List<Digest> votes = file.hashes(EvidenceKind.VOTED);
    return switch (verdict) {
      case APPROVED -> approve(id, new Evidence.Approved(now, votes));
      case REFUSED -> close(id, file, new Evidence.Refused(now, votes), OperationState.REFUSED);
    };
  }

  /**
   * From now on the sweep looks after it: should the workflow not go on, it is executed all the
   * same.
   */
  private CaseFile approve(OperationId id, Evidence.Approved approved) {
    return end(id, Append.of(EvidenceCodec.encode(id, approved)).opening(approved.at()));
  }

  private CaseFile expire(OperationId id, CaseFile file, Instant now) {
    return close(
        id,
        file,
        new Evidence.Expired(now, file.hashes(EvidenceKind.REQUESTED)),
        OperationState.EXPIRED);
  }

  private CaseFile close(OperationId id, CaseFile file, Evidence evidence, OperationState state) {
    return end(
        id, Append.of(EvidenceCodec.encode(id, evidence)).indexedBy(Listing.ending(file, state)));
  }

  private CaseFile end(OperationId id, Append append) {
    EntryKey own = append.entries().getFirst().key();
    log.append(append.ifAbsent(VoteWrite.otherEnds(id, own)));
    return open(id);
  }

  private CaseFile open(OperationId id) {
    return CaseFile.replay(id, log.read(id));
  }

  private static Evidence.Requested requested(CaseFile file) {
    return file.requested()
        .orElseThrow(() -> new IllegalStateException("nothing is recorded of the operation"));
  }

  /** What the workflow is told: anything but an approval ends it without an execution. */
  private static Verdict verdict(OperationState state) {
    return switch (state) {
      case APPROVED, RUNNING, STOPPING, SUCCEEDED, FAILED, UNKNOWN, VOIDED -> Verdict.APPROVED;
      case DENIED, PERMITTED, WAITING, REFUSED, EXPIRED, CANCELLED -> Verdict.REFUSED;
    };
  }

  /**
   * What a lapsed wait comes to.
   *
   * @param state where the operation stands
   * @param waitSeconds how long to wait again, at least 1; means something only while it waits
   */
  public record Lapse(OperationState state, long waitSeconds) {}
}
