package dev.countersign.record;

import dev.countersign.approve.Quorum;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.execute.DryRun;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The replay of one operation's entries. There is no other truth about an operation: its state is
 * computed here, each time, from what is recorded.
 */
public final class CaseFile {

  private final OperationId operation;
  private final List<Recorded> entries;

  private CaseFile(OperationId operation, List<Recorded> entries) {
    this.operation = operation;
    this.entries = entries;
  }

  /**
   * An entry with what it says.
   *
   * @param entry the entry as kept
   * @param evidence what it says
   */
  public record Recorded(Entry entry, Evidence evidence) {}

  /**
   * Replays these entries.
   *
   * @param entries the entries in any order
   * @throws UnreadableEvidence if an entry cannot be read as what its place says
   * @throws IllegalArgumentException if an entry is another operation's, or two have one place
   */
  public static CaseFile replay(OperationId operation, Collection<Entry> entries) {
    SortedMap<EntryKey, Recorded> recorded = new TreeMap<>();
    entries.forEach(entry -> add(operation, entry, recorded));
    return new CaseFile(operation, List.copyOf(recorded.values()));
  }

  /**
   * The same with this entry, which was written since.
   *
   * @throws UnreadableEvidence if it cannot be read as what its place says
   * @throws IllegalArgumentException if it is another operation's, or its place is taken
   */
  public CaseFile with(Entry entry) {
    SortedMap<EntryKey, Recorded> recorded = new TreeMap<>();
    entries.forEach(one -> recorded.put(one.entry().key(), one));
    add(operation, entry, recorded);
    return new CaseFile(operation, List.copyOf(recorded.values()));
  }

  private static void add(
      OperationId operation, Entry entry, SortedMap<EntryKey, Recorded> recorded) {
    if (!entry.key().operation().equals(operation)) {
      throw new IllegalArgumentException(
          "entry `" + entry.key() + "` does not speak of `" + operation + "`");
    }
    Recorded read = new Recorded(entry, EvidenceCodec.decode(entry));
    if (recorded.put(entry.key(), read) != null) {
      throw new IllegalArgumentException("two entries have the place `" + entry.key() + "`");
    }
  }

  /** Whose case it is. */
  public OperationId operation() {
    return operation;
  }

  /** Whether nothing is recorded of the operation. */
  public boolean isEmpty() {
    return requested().isEmpty();
  }

  /**
   * What the entry with which the execution ends states as its {@code entries}: the number of those
   * that it counts ({@link EvidenceKind#counted}), and itself.
   */
  public int countedWithEnd() {
    return 1
        + (int)
            entries.stream()
                .filter(recorded -> EvidenceKind.of(recorded.evidence()).counted())
                .count();
  }

  /** What was requested and decided. */
  public Optional<Evidence.Requested> requested() {
    return evidence(Evidence.Requested.class).stream().findFirst();
  }

  /** When the time for its approval ends; empty if it needs none. */
  public Optional<Instant> expiresAt() {
    return requested().flatMap(Evidence.Requested::expiresAt);
  }

  /** The votes, in the order of their places. */
  public List<Vote> votes() {
    return evidence(Evidence.Voted.class).stream().map(Evidence.Voted::vote).toList();
  }

  /**
   * What the votes come to, whether or not that is recorded yet; empty while they come to nothing,
   * and where no vote is asked for.
   */
  public Optional<Verdict> verdict() {
    return requested()
        .map(Evidence.Requested::decision)
        .filter(Decision.ApprovalNeeded.class::isInstance)
        .map(Decision.ApprovalNeeded.class::cast)
        .flatMap(needed -> Quorum.verdict(needed.requirement(), votes()));
  }

  /** What a dry run came to; empty where none was begun. */
  public Optional<DryRun> dryRun() {
    return evidence(Evidence.Estimated.class).stream()
        .flatMap(estimated -> estimated.dryRun().stream())
        .findFirst()
        .or(() -> has(EvidenceKind.TRIED) ? Optional.of(DryRun.begun()) : Optional.empty());
  }

  /** Every piece of evidence of this kind, in the order of the places. */
  public <E extends Evidence> List<E> evidence(Class<E> type) {
    return entries.stream()
        .map(Recorded::evidence)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The hashes of every entry of this kind: what a later entry names as what it relies on. */
  public List<Digest> hashes(EvidenceKind kind) {
    return entries.stream()
        .filter(recorded -> EvidenceKind.of(recorded.evidence()) == kind)
        .map(recorded -> recorded.entry().hash())
        .toList();
  }

  /** Whether an entry of this kind is recorded. */
  public boolean has(EvidenceKind kind) {
    return !hashes(kind).isEmpty();
  }

  /** The entries with what they say. */
  public List<Recorded> entries() {
    return entries;
  }

  /**
   * Where the operation stands.
   *
   * @throws IllegalStateException if nothing is recorded of it
   */
  public OperationState state() {
    Evidence.Requested requested =
        requested()
            .orElseThrow(
                () -> new IllegalStateException("nothing is recorded of `" + operation + "`"));
    return executionState()
        .or(this::approvalState)
        .orElseGet(() ->
            switch (requested.decision()) {
              case Decision.Permit permit -> OperationState.PERMITTED;
              case Decision.ApprovalNeeded needed -> OperationState.WAITING;
              case Decision.Deny deny -> OperationState.DENIED;
            });
  }

  private Optional<OperationState> executionState() {
    if (has(EvidenceKind.FINISHED)) {
      return Optional.of(OperationState.SUCCEEDED);
    }
    if (has(EvidenceKind.FAILED)) {
      return evidence(Evidence.Failed.class).stream().map(OperationState::of).findFirst();
    }
    if (has(EvidenceKind.UNKNOWN)) {
      return Optional.of(OperationState.UNKNOWN);
    }
    if (has(EvidenceKind.VOIDED)) {
      return Optional.of(OperationState.VOIDED);
    }
    if (has(EvidenceKind.STARTED)) {
      return Optional.of(
          has(EvidenceKind.STOP_ASKED) ? OperationState.STOPPING : OperationState.RUNNING);
    }
    return Optional.empty();
  }

  private Optional<OperationState> approvalState() {
    if (has(EvidenceKind.CANCELLED)) {
      return Optional.of(OperationState.CANCELLED);
    }
    if (has(EvidenceKind.REFUSED)) {
      return Optional.of(OperationState.REFUSED);
    }
    if (has(EvidenceKind.EXPIRED)) {
      return Optional.of(OperationState.EXPIRED);
    }
    if (has(EvidenceKind.APPROVED)) {
      return Optional.of(OperationState.APPROVED);
    }
    return Optional.empty();
  }
}
