package dev.countersign.verify;

import static dev.countersign.record.EvidenceKind.APPROVED;
import static dev.countersign.record.EvidenceKind.CANCELLED;
import static dev.countersign.record.EvidenceKind.COLLECTED;
import static dev.countersign.record.EvidenceKind.ESTIMATED;
import static dev.countersign.record.EvidenceKind.EXPIRED;
import static dev.countersign.record.EvidenceKind.FAILED;
import static dev.countersign.record.EvidenceKind.FINISHED;
import static dev.countersign.record.EvidenceKind.NOTIFIED;
import static dev.countersign.record.EvidenceKind.REFUSED;
import static dev.countersign.record.EvidenceKind.REQUESTED;
import static dev.countersign.record.EvidenceKind.REQUESTER_CONTROLLER;
import static dev.countersign.record.EvidenceKind.STARTED;
import static dev.countersign.record.EvidenceKind.STOP_ASKED;
import static dev.countersign.record.EvidenceKind.TRIED;
import static dev.countersign.record.EvidenceKind.UNKNOWN;
import static dev.countersign.record.EvidenceKind.VOIDED;
import static dev.countersign.record.EvidenceKind.VOTED;
import static dev.countersign.record.EvidenceKind.VOTER_CONTROLLER;

import dev.countersign.clearance.DryRunLeave;
import dev.countersign.decide.Decision;
import dev.countersign.execute.NoEstimate;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The life of an operation: which entries may stand beside which, and before which. */
final class Life implements Check {

  /** Of two kinds of one row, an operation has one at the most: each is written only without. */
  private static final List<Set<EvidenceKind>> EXCLUSIVE =
      List.of(
          Set.of(FINISHED, FAILED, UNKNOWN),
          Set.of(APPROVED, REFUSED, EXPIRED),
          Set.of(CANCELLED, REFUSED, EXPIRED),
          Set.of(STARTED, CANCELLED),
          Set.of(STARTED, REFUSED),
          Set.of(STARTED, EXPIRED),
          Set.of(STARTED, VOIDED),
          Set.of(CANCELLED, VOIDED),
          Set.of(REFUSED, VOIDED),
          Set.of(EXPIRED, VOIDED));

  /** What must be there before an entry of a kind can be written. */
  private static final Map<EvidenceKind, EvidenceKind> BEFORE =
      Map.of(
          APPROVED, VOTED,
          REFUSED, VOTED,
          STOP_ASKED, STARTED,
          FINISHED, STARTED,
          FAILED, STARTED,
          UNKNOWN, STARTED,
          COLLECTED, FINISHED);

  private static final Set<EvidenceKind> AFTER_DENIAL = Set.of(REQUESTED, REQUESTER_CONTROLLER);

  private static final Set<EvidenceKind> OF_THE_VOTE =
      Set.of(NOTIFIED, TRIED, ESTIMATED, VOTED, VOTER_CONTROLLER, APPROVED, REFUSED, EXPIRED);

  @Override
  public void check(Exhibit exhibit, Report report) {
    for (Recorded recorded : exhibit.file().entries()) {
      EvidenceKind kind = EvidenceKind.of(recorded.evidence());
      if (!followsFrom(exhibit.requested(), kind)) {
        report.entry(FindingCode.NOT_FOR_THIS_DECISION, recorded);
      }
      EvidenceKind before = BEFORE.get(kind);
      if (before != null && !exhibit.file().has(before)) {
        report.entry(FindingCode.NO_GROUNDS, recorded);
      }
      if (kind == STARTED
          && exhibit.approvalNeeded().isPresent()
          && !exhibit.file().has(APPROVED)) {
        report.entry(FindingCode.STARTED_WITHOUT_APPROVAL, recorded);
      }
      if (recorded.evidence() instanceof Evidence.Estimated estimated
          && estimated.dryRun().isPresent()) {
        checkCount(recorded, estimated, exhibit, report);
      }
      if (isExcluded(kind, exhibit)) {
        report.entry(FindingCode.EXCLUDES_EACH_OTHER, recorded);
      }
    }
  }

  /** What the planner may not be asked of may not be tried: it may only have given no answer. */
  private static void checkCount(
      Recorded recorded, Evidence.Estimated estimated, Exhibit exhibit, Report report) {
    if (!exhibit.file().has(TRIED)) {
      report.entry(FindingCode.NO_GROUNDS, recorded);
    }
    if (estimated.withheld().filter(why -> why != NoEstimate.NO_ANSWER).isPresent()) {
      report.entry(FindingCode.NOT_FOR_THIS_DECISION, recorded);
    }
  }

  private static boolean followsFrom(Evidence.Requested requested, EvidenceKind kind) {
    return switch (requested.decision()) {
      case Decision.Deny _ -> AFTER_DENIAL.contains(kind);
      case Decision.Permit _ -> !OF_THE_VOTE.contains(kind);
      case Decision.ApprovalNeeded _ -> kind != TRIED || DryRunLeave.isRecorded(requested);
    };
  }

  private static boolean isExcluded(EvidenceKind kind, Exhibit exhibit) {
    return EXCLUSIVE.stream()
        .filter(row -> row.contains(kind))
        .flatMap(Set::stream)
        .anyMatch(other -> other != kind && exhibit.file().has(other));
  }
}
