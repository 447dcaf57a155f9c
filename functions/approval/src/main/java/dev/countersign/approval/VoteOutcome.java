package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.record.OperationState;

/** What handing in a ballot comes to. */
public sealed interface VoteOutcome {

  /**
   * The vote is recorded.
   *
   * @param state where the operation stands now
   */
  record Counted(OperationState state) implements VoteOutcome {}

  /**
   * The rule of segregation forbids the vote; nothing was recorded.
   *
   * @param conflict why
   */
  record Conflicted(DutyConflict conflict) implements VoteOutcome {}

  /** The page that was voted on showed something else than what is recorded. */
  record OtherContent() implements VoteOutcome {}

  /**
   * The vote came too late.
   *
   * @param state where the operation stands
   */
  record Closed(OperationState state) implements VoteOutcome {}

  /** There is no such operation, or it asks for no approval. */
  record NothingToVoteOn() implements VoteOutcome {}
}
