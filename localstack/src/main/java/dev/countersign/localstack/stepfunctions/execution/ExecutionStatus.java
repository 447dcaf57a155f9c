package dev.countersign.localstack.stepfunctions.execution;

/** Where an execution stands, in the words of AWS. */
public enum ExecutionStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED
}
