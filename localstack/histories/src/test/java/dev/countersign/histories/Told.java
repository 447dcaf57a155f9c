package dev.countersign.histories;

/** What a caller was told, as far as they may rely on it. */
sealed interface Told {

  /** Something that promises nothing. */
  record Nothing(String what) implements Told {}

  /** The call died or failed. */
  record Failed(String how) implements Told {}

  /** A fault that no rule foresees. */
  record Unforeseen(String how) implements Told {}

  /** The operation is recorded and goes on. */
  record Accepted(String operation) implements Told {}

  /** Here is the answer. */
  record Answered(String operation) implements Told {}

  /** Nothing was run, and nothing will be. */
  record NothingRan(String operation) implements Told {}

  /** The vote counts. */
  record Counted(String operation) implements Told {}

  /** The operation has ended in this state. */
  record Ended(String operation, String state) implements Told {}
}
