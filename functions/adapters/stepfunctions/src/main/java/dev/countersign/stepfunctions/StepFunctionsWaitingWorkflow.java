package dev.countersign.stepfunctions;

import dev.countersign.approve.TaskToken;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.WaitingWorkflow;
import dev.countersign.approve.WorkflowUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Resumes waiting executions by their task tokens.
 *
 * <p>Source: AWS Step Functions API reference, SendTaskSuccess.
 */
public final class StepFunctionsWaitingWorkflow implements WaitingWorkflow {

  private final SfnClient client;

  /** The waiting side of the workflow. */
  public StepFunctionsWaitingWorkflow(SfnClient client) {
    this.client = client;
  }

  @Override
  public void resume(TaskToken token, Verdict verdict) {
    String output =
        switch (verdict) {
          case APPROVED -> "{\"verdict\":\"approved\"}";
          case REFUSED -> "{\"verdict\":\"refused\"}";
        };
    try {
      client.sendTaskSuccess(request -> request.taskToken(token.text()).output(output));
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
      // Nothing waits on it any more; the workflow asks what became of the vote when its wait is
      // over.
      return;
    } catch (SdkException e) {
      throw new WorkflowUnavailable("resume", e);
    }
  }
}
