package dev.countersign.localstack.stepfunctions.execution;

/** What became of a wish to start an execution. */
public sealed interface StartAnswer {

  /** The execution runs: a new one, or the running one of that name and input. */
  record Started(Execution execution) implements StartAnswer {}

  /** An execution of that name has ended, or has another input. */
  record NameTaken(Execution execution) implements StartAnswer {}
}
