package dev.countersign.verify;

import dev.countersign.record.EvidenceKind;
import dev.countersign.record.OperationState;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what was checked of the operations that could be judged. */
final class OperationTally {

  private final SortedMap<OperationState, Long> outcomes = new TreeMap<>();
  private long approvals;
  private long votes;
  private long decisions;
  private long denials;
  private long answers;
  private long answersNotKept;

  void add(Exhibit exhibit) {
    OperationState state = exhibit.file().state();
    outcomes.merge(state, 1L, Long::sum);
    approvals += exhibit.file().has(EvidenceKind.APPROVED) ? 1 : 0;
    votes += exhibit.file().votes().size();
    if (exhibit.bundle().isPresent()) {
      decisions += exhibit.requested().plan().isPresent() ? 1 : 0;
      denials += exhibit.requested().plan().isPresent() ? 0 : 1;
    }
    answers += exhibit.answer().isPresent() ? 1 : 0;
    answersNotKept += state == OperationState.SUCCEEDED && exhibit.answer().isEmpty() ? 1 : 0;
  }

  Verification verification(
      long operations,
      long entries,
      long bundles,
      long unjudged,
      long findings,
      boolean comparedWithHead,
      Optional<Head> head) {
    return new Verification(
        operations,
        entries,
        bundles,
        outcomes,
        approvals,
        votes,
        decisions,
        denials,
        answers,
        answersNotKept,
        unjudged,
        findings,
        comparedWithHead,
        head);
  }
}
