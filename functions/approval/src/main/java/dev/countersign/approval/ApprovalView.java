package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Vote;
import dev.countersign.execute.DryRun;
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
 * @param estimate what the target's planner made of it; empty where nothing is recorded, and for
 *     whoever answers for the requester: the number could tell them what is masked for it
 * @param dryRun what a dry run came to; empty where none was begun, and for the same readers
 * @param conflict what forbids this reader's vote, if anything
 */
public record ApprovalView(
    Evidence.Requested requested,
    OperationState state,
    List<Vote> votes,
    Optional<Evidence.Estimated> estimate,
    Optional<DryRun> dryRun,
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
        file.evidence(Evidence.Estimated.class).stream()
            .filter(_ -> mayKnowNumbers(conflict))
            .findFirst(),
        file.dryRun().filter(_ -> mayKnowNumbers(conflict)),
        conflict);
  }

  private static boolean mayKnowNumbers(Optional<DutyConflict> conflict) {
    return conflict.map(found -> found instanceof DutyConflict.VotedBefore).orElse(true);
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "ApprovalView[" + requested.operation().id() + "]";
  }
}
