package dev.countersign.localstack.stepfunctions.execution;

/**
 * Unwinds what still runs of an execution, or of a branch of it, that is over: nothing more may be
 * recorded.
 */
final class ExecutionOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExecutionOver() {
    super("the execution or branch is over", null, false, false);
  }
}
