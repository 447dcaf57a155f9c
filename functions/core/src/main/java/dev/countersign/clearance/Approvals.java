package dev.countersign.clearance;

import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import java.time.Instant;

/** The two digests that bind an approval to exactly what was asked and exactly what will run. */
public final class Approvals {

  private Approvals() {}

  /** The <em>operation digest</em>: of what was asked. */
  public static Digest operationDigest(Operation operation) {
    return EvidenceCodec.digest(Asked.of(operation));
  }

  /** The <em>approval digest</em>: of everything that an approver of this examination is shown. */
  public static Digest approvalDigest(
      Operation operation,
      MaskingPlan plan,
      Decision.ApprovalNeeded needed,
      Digest connection,
      Instant expiresAt) {
    return EvidenceCodec.digest(
        new Shown(
            operationDigest(operation),
            plan.text(),
            plan.masked(),
            plan.exposures(),
            needed.policies(),
            needed.requirement(),
            operation.requester().account(),
            operation.requester().actors(),
            operation.requester().controllers(),
            connection,
            expiresAt));
  }

  /** The approval digest of what is recorded. */
  public static Digest approvalDigest(
      Evidence.Requested recorded, Decision.ApprovalNeeded needed, Instant expiresAt) {
    MaskingPlan plan =
        recorded
            .plan()
            .orElseThrow(() -> new IllegalStateException("what needs approval has a plan"));
    return approvalDigest(
        recorded.operation(), plan, needed, recorded.connectionDigest(), expiresAt);
  }
}
