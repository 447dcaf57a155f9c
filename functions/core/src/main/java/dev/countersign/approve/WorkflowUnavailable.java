package dev.countersign.approve;

/** The workflow did not answer; whether the call took effect is unknown, and it may be repeated. */
public final class WorkflowUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which call failed; the cause is for logs, never for a caller. */
  public WorkflowUnavailable(String call, Throwable cause) {
    super("the workflow did not answer: " + call, cause);
  }
}
