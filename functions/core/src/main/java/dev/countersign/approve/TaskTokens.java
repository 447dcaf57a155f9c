package dev.countersign.approve;

import dev.countersign.operation.OperationId;
import java.util.Optional;

/** Where the approval duty keeps the token of each waiting workflow. The latest counts. */
public interface TaskTokens {

  /**
   * Keeps the token in place of an earlier one.
   *
   * @throws WorkflowUnavailable if the store does not answer; the token may be kept
   */
  void keep(OperationId operation, TaskToken token);

  /**
   * The latest token of this operation.
   *
   * @throws WorkflowUnavailable if the store does not answer
   */
  Optional<TaskToken> latest(OperationId operation);
}
