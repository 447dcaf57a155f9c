package dev.countersign.approve;

import dev.countersign.operation.OperationId;
import java.time.Duration;

/**
 * Intake's side of the workflow that waits for approvers. It carries the operation's id and nothing
 * of it.
 */
public interface ApprovalWorkflow {

  /**
   * Starts the workflow under the operation's id. Starting it again is the same as starting it
   * once.
   *
   * @param wait how long to wait for approvers before asking what became of it
   * @throws WorkflowUnavailable if the workflow does not answer; it may have started
   */
  void start(OperationId operation, Duration wait);

  /**
   * Starts another workflow of the operation, whose first step asks what the votes come to: for
   * votes that nobody counted. Starting it again is the same as starting it once.
   *
   * @param wait how long it waits before it asks again, should its first step fail
   * @throws WorkflowUnavailable if the workflow does not answer; it may have started
   */
  void recount(OperationId operation, Duration wait);

  /**
   * Stops the workflow, if it runs.
   *
   * @throws WorkflowUnavailable if the workflow does not answer; it may have stopped
   */
  void stop(OperationId operation);
}
