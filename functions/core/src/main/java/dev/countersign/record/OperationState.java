package dev.countersign.record;

import dev.countersign.execute.TargetFault;

/** Where an operation stands, as its entries say. */
public enum OperationState {
  /** The policy denied it. */
  DENIED("denied", true),
  /** The policy permits it; it has not started. */
  PERMITTED("permitted", false),
  /** It waits for approvers. */
  WAITING("waiting-for-approval", false),
  /** Approvers have approved it; it has not started. */
  APPROVED("approved", false),
  /** It runs on the target. */
  RUNNING("running", false),
  /** It runs, and somebody asked that it be stopped. */
  STOPPING("stopping", false),
  /** It ran and its answer is stored. */
  SUCCEEDED("succeeded", true),
  /** The target refused it or could not be reached. */
  FAILED("failed", true),
  /** It started and its end cannot be known. */
  UNKNOWN("unknown", true),
  /** An approver refused it. */
  REFUSED("refused", true),
  /** The time for approval ended. */
  EXPIRED("expired", true),
  /** It was withdrawn, or stopped on the target. */
  CANCELLED("cancelled", true),
  /** What its approval rests on changed. */
  VOIDED("voided", true);

  private final String word;
  private final boolean closed;

  OperationState(String word, boolean closed) {
    this.word = word;
    this.closed = closed;
  }

  /** Where an operation stands whose end is this one: to be stopped is no failure. */
  public static OperationState of(Evidence.Failed failed) {
    return failed.fault().kind() == TargetFault.Kind.CANCELLED ? CANCELLED : FAILED;
  }

  /** The word for it in answers and pages. */
  public String word() {
    return word;
  }

  /** Whether nothing more will happen to it. */
  public boolean closed() {
    return closed;
  }
}
