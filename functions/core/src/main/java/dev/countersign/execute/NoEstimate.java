package dev.countersign.execute;

/** Why approvers are given no number of rows. */
public enum NoEstimate {
  /** The planner knows no plan for a statement of this kind. */
  NOT_PLANNED,
  /**
   * It uses something that is not known to be free of effects: planning could run it, since a
   * planner computes what is immutable.
   */
  NOT_ON_ALLOW_LIST,
  /** It reads a column that is masked for the requester: the number would tell of its values. */
  MASKED_COLUMN_READ,
  /** It takes the key of the masks, which is bound to what is cleared and to nothing else. */
  MASK_KEY,
  /** A relation is named that the survey does not know. */
  RELATION_UNKNOWN,
  /** The target could not be asked, refused, or took too long. */
  NO_ANSWER
}
