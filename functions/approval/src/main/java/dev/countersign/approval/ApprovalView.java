package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Vote;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.OperationState;
import java.util.List;
import java.util.Optional;

/**
 * What the page of an operation shows, from recorded evidence alone.
 *
 * @param requested what was asked and decided
 * @param state where it stands
 * @param votes the votes so far
 * @param conflict what forbids this reader's vote, if anything
 */
public record ApprovalView(
    Evidence.Requested requested,
    OperationState state,
    List<Vote> votes,
    Optional<DutyConflict> conflict) {

  public ApprovalView {
    votes = List.copyOf(votes);
  }

  static ApprovalView of(CaseFile file, Optional<DutyConflict> conflict) {
    return new ApprovalView(
        file.requested()
            .orElseThrow(() -> new IllegalStateException("nothing is recorded of the operation")),
        file.state(),
        file.votes(),
        conflict);
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "ApprovalView[" + requested.operation().id() + "]";
  }
}
