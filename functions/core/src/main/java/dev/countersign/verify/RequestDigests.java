package dev.countersign.verify;

import dev.countersign.classify.Effect;
import dev.countersign.clearance.Approvals;
import dev.countersign.decide.Decision;
import dev.countersign.people.Controllers;
import dev.countersign.record.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was requested, by itself: its digests, its expiry, who answers for the requester, and that
 * only a read is rewritten before it runs.
 */
final class RequestDigests implements Check {

  @Override
  public void check(Exhibit exhibit, Report report) {
    Evidence.Requested requested = exhibit.requested();
    if (!requested.operation().requestedAt().equals(requested.at())) {
      report.operation(FindingCode.OTHER_OPERATION, exhibit.id());
    }
    if (!Approvals.operationDigest(requested.operation()).equals(requested.operationDigest())) {
      report.operation(FindingCode.OPERATION_DIGEST_DIFFERS, exhibit.id());
    }
    if (!recordedControllers(exhibit).equals(controllers(exhibit))) {
      report.operation(FindingCode.REQUESTER_CONTROLLERS_DIFFER, exhibit.id());
    }
    if (requested.classification().effect() != Effect.READ
        && requested
            .plan()
            .filter(plan -> !plan.text().equals(requested.operation().statement()))
            .isPresent()) {
      report.operation(FindingCode.TEXT_DIFFERS, exhibit.id());
    }
    boolean denied = requested.decision() instanceof Decision.Deny;
    boolean needsApproval = exhibit.approvalNeeded().isPresent();
    if (denied == requested.plan().isPresent()
        || needsApproval != requested.approvalDigest().isPresent()
        || needsApproval != requested.expiresAt().isPresent()) {
      report.operation(FindingCode.REQUEST_INCOMPLETE, exhibit.id());
    } else if (exhibit.approvalNeeded().isPresent() && requested.expiresAt().isPresent()) {
      checkApproval(exhibit, exhibit.approvalNeeded().get(), requested.expiresAt().get(), report);
    }
  }

  private static void checkApproval(
      Exhibit exhibit, Decision.ApprovalNeeded needed, Instant expiresAt, Report report) {
    Evidence.Requested requested = exhibit.requested();
    if (!Duration.between(requested.at(), expiresAt).equals(needed.requirement().expiresAfter())) {
      report.operation(FindingCode.EXPIRY_DIFFERS, exhibit.id());
    }
    if (!requested
        .approvalDigest()
        .equals(Optional.of(Approvals.approvalDigest(requested, needed, expiresAt)))) {
      report.operation(FindingCode.APPROVAL_DIGEST_DIFFERS, exhibit.id());
    }
  }

  private static SortedSet<String> controllers(Exhibit exhibit) {
    return exhibit
        .requested()
        .operation()
        .requester()
        .controllers()
        .map(Controllers::persons)
        .orElseGet(TreeSet::new);
  }

  private static SortedSet<String> recordedControllers(Exhibit exhibit) {
    return exhibit.file().evidence(Evidence.RequesterController.class).stream()
        .map(Evidence.RequesterController::person)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
