package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Vote;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The write that records a vote, and has the sweep look after it: should whoever took it die before
 * it is counted, it is counted all the same. Its conditions are the rule of segregation itself:
 * none of the voter's controllers stands among the requester's, none has voted before, and nothing
 * has ended the vote.
 */
final class VoteWrite {

  private VoteWrite() {}

  static Append of(OperationId id, Vote vote, CaseFile file, Instant now) {
    List<Entry> entries = new ArrayList<>();
    List<EntryKey> absent = new ArrayList<>(List.of(ends(id)));
    entries.add(
        EvidenceCodec.encode(
            id,
            new Evidence.Voted(vote, now, file.hashes(EvidenceKind.REQUESTED)),
            vote.approver()));
    for (String person : vote.controllers().persons()) {
      entries.add(EvidenceCodec.encode(id, new Evidence.VoterController(person, now), person));
      absent.add(EvidenceKind.REQUESTER_CONTROLLER.key(id, person));
    }
    return Append.of(entries.toArray(Entry[]::new))
        .ifPresent(EvidenceKind.REQUESTED.key(id))
        .ifAbsent(absent.toArray(EntryKey[]::new))
        .opening(now);
  }

  /** Every entry that ends the time in which votes are taken. */
  static EntryKey[] ends(OperationId id) {
    return new EntryKey[] {
      EvidenceKind.APPROVED.key(id),
      EvidenceKind.REFUSED.key(id),
      EvidenceKind.EXPIRED.key(id),
      EvidenceKind.CANCELLED.key(id),
      EvidenceKind.VOIDED.key(id)
    };
  }

  /** Every such entry but this one. */
  static EntryKey[] otherEnds(OperationId id, EntryKey own) {
    List<EntryKey> others = new ArrayList<>(List.of(ends(id)));
    others.remove(own);
    return others.toArray(EntryKey[]::new);
  }

  /** Says which condition of the write refused the vote. */
  static VoteOutcome explain(AppendOutcome.Conflict conflict, CaseFile file) {
    SortedSet<String> requesters = persons(conflict, EvidenceKind.REQUESTER_CONTROLLER);
    if (!requesters.isEmpty()) {
      return new VoteOutcome.Conflicted(new DutyConflict.AnswersForRequester(requesters));
    }
    SortedSet<String> voters = persons(conflict, EvidenceKind.VOTER_CONTROLLER);
    if (!voters.isEmpty()) {
      return new VoteOutcome.Conflicted(new DutyConflict.VotedBefore(voters));
    }
    return new VoteOutcome.Closed(file.state());
  }

  private static SortedSet<String> persons(AppendOutcome.Conflict conflict, EvidenceKind kind) {
    SortedSet<String> persons = new TreeSet<>();
    for (EntryKey place : conflict.places()) {
      if (EvidenceKind.of(place).filter(kind::equals).isPresent()) {
        persons.add(place.kind().substring(place.kind().indexOf('#') + 1));
      }
    }
    return persons;
  }
}
