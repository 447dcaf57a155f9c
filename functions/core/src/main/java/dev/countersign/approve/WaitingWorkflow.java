package dev.countersign.approve;

/** Approval's side of the workflow: resuming what waits. It cannot start or stop one. */
public interface WaitingWorkflow {

  /**
   * Resumes the workflow that waits on this token. A token that nothing waits on any more is
   * ignored: the recorded votes are the truth.
   *
   * @throws WorkflowUnavailable if the workflow does not answer; it may have resumed
   */
  void resume(TaskToken token, Verdict verdict);
}
