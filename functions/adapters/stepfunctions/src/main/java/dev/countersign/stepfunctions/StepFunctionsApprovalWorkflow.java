package dev.countersign.stepfunctions;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/**
 * Starts and stops executions of one state machine, named by the operation's id: Step Functions
 * itself makes starting twice the same as starting once. A recount is not stopped with the
 * operation: it finds that there is nothing to count.
 *
 * <p>Source: AWS Step Functions API reference, StartExecution and StopExecution.
 */
public final class StepFunctionsApprovalWorkflow implements ApprovalWorkflow {

  /** What the name of a recount has behind the operation's id. */
  private static final String RECOUNT = "-recount";

  private final SfnClient client;
  private final String stateMachine;

  /**
   * The workflow of this state machine.
   *
   * @param client how Step Functions is reached
   * @param stateMachine the state machine's ARN
   */
  public StepFunctionsApprovalWorkflow(SfnClient client, String stateMachine) {
    this.client = client;
    this.stateMachine = stateMachine;
  }

  @Override
  public void start(OperationId operation, Duration wait) {
    start(operation.text(), operation, wait);
  }

  @Override
  public void recount(OperationId operation, Duration wait) {
    start(operation.text() + RECOUNT, operation, wait);
  }

  private void start(String name, OperationId operation, Duration wait) {
    String input =
        "{\"operationId\":\"%s\",\"waitSeconds\":%d}"
            .formatted(operation.text(), Math.max(1, wait.toSeconds()));
    try {
      client.startExecution(
          request -> request.stateMachineArn(stateMachine).name(name).input(input));
    } catch (ExecutionAlreadyExistsException e) {
      // It ran to its end before: what it came to is recorded, and there is nothing to start.
      return;
    } catch (SdkException e) {
      throw new WorkflowUnavailable("start", e);
    }
  }

  @Override
  public void stop(OperationId operation) {
    String execution =
        stateMachine.replace(":stateMachine:", ":execution:") + ":" + operation.text();
    try {
      client.stopExecution(
          request -> request.executionArn(execution).error("Cancelled").cause("withdrawn"));
    } catch (ExecutionDoesNotExistException e) {
      // Nothing runs, which is what was asked for.
      return;
    } catch (SdkException e) {
      throw new WorkflowUnavailable("stop", e);
    }
  }
}
