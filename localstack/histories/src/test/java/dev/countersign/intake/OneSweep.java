package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.Overdue;
import java.time.InstantSource;

/** The sweep for the histories, which are in another package than intake's. */
public final class OneSweep {

  private OneSweep() {}

  /** Sweeps once. */
  public static void sweep(
      EvidenceLog log,
      OpenOperations open,
      ApprovalWorkflow workflow,
      ExecutionDoor execution,
      Overdue overdue,
      InstantSource clock) {
    new Sweep(log, open, workflow, execution, overdue, clock).sweep();
  }
}
