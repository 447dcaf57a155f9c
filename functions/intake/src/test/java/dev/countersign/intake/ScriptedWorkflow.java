package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A workflow that keeps what is asked of it, and may be away. */
final class ScriptedWorkflow implements ApprovalWorkflow {

  final List<String> asked = new ArrayList<>();
  boolean answers = true;
  Runnable meanwhile = () -> {};

  @Override
  public void start(OperationId operation, Duration wait) {
    ask("start " + wait);
  }

  @Override
  public void recount(OperationId operation, Duration wait) {
    ask("recount " + wait);
  }

  @Override
  public void stop(OperationId operation) {
    ask("stop");
  }

  private void ask(String wish) {
    if (!answers) {
      throw new WorkflowUnavailable(wish, new IllegalStateException("away"));
    }
    asked.add(wish);
    meanwhile.run();
  }
}
