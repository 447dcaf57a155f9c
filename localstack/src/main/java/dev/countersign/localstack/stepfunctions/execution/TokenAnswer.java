package dev.countersign.localstack.stepfunctions.execution;

/** What became of a message about a task. */
public enum TokenAnswer {
  /** It counts, and is recorded. */
  TAKEN,
  /** The text can never have been a token. */
  INVALID,
  /** A token, but not of a task that is known here. */
  UNKNOWN,
  /** The task has ended before: by an answer, by time, or with its execution. */
  CLOSED
}
