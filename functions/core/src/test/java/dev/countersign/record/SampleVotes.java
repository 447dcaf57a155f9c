package dev.countersign.record;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The appends of the approval duty, with the conditions that it puts on them. */
public final class SampleVotes {

  private static final List<EvidenceKind> ENDS =
      List.of(
          EvidenceKind.APPROVED,
          EvidenceKind.REFUSED,
          EvidenceKind.EXPIRED,
          EvidenceKind.CANCELLED,
          EvidenceKind.VOIDED);

  private SampleVotes() {}

  /** A person's approving vote, cast this many seconds after others of theirs. */
  public static Append vote(OperationId id, String person, int seconds) {
    Vote sample = SampleEvidence.voted(person, Verdict.APPROVED).vote();
    Instant at = sample.votedAt().plusSeconds(seconds);
    Vote vote =
        new Vote(
            sample.approver(),
            sample.account(),
            sample.controllers(),
            sample.groups(),
            sample.verdict(),
            sample.reason(),
            sample.approvalDigest(),
            sample.authenticatedAt(),
            at);
    return Append.of(
            EvidenceCodec.encode(id, new Evidence.Voted(vote, at, List.of()), person),
            EvidenceCodec.encode(id, new Evidence.VoterController(person, at), person))
        .ifPresent(EvidenceKind.REQUESTED.key(id))
        .ifAbsent(EvidenceKind.REQUESTER_CONTROLLER.key(id, person))
        .ifAbsent(ends(id));
  }

  /** The end of the vote that this evidence is, if no other has ended it. */
  public static Append end(OperationId id, Evidence evidence) {
    Entry entry = EvidenceCodec.encode(id, evidence);
    List<EntryKey> others = new ArrayList<>(List.of(ends(id)));
    others.remove(entry.key());
    return Append.of(entry).ifAbsent(others.toArray(EntryKey[]::new));
  }

  private static EntryKey[] ends(OperationId id) {
    return ENDS.stream().map(kind -> kind.key(id)).toArray(EntryKey[]::new);
  }
}
