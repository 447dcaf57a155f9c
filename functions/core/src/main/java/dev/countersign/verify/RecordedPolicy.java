package dev.countersign.verify;

import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Facts;
import dev.countersign.mask.LabelledColumn;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.Operation;
import dev.countersign.record.EvidenceCodec;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was decided, again, by the bundle that decided. Where something would run, every fact that
 * its policies may ask for is recorded, so the decision must come out the same. Of a denial the
 * labels touched are not recorded, so of that only the policies named are compared.
 */
final class RecordedPolicy implements Check {

  @Override
  public void check(Exhibit exhibit, Report report) {
    if (exhibit.bundle().isEmpty()) {
      report.operation(FindingCode.BUNDLE_MISSING, exhibit.id());
      return;
    }
    ExportedBundle exported = exhibit.bundle().get();
    Operation operation = exhibit.requested().operation();
    if (!operation.requester().under(exported.bundle().roster()).equals(operation.requester())) {
      report.operation(FindingCode.REQUESTER_DIFFERS, exhibit.id());
    }
    Optional<Connection> connection = exported.bundle().connection(operation.connection());
    if (connection.isEmpty()
        || !EvidenceCodec.digest(connection.get()).equals(exhibit.requested().connectionDigest())) {
      report.operation(FindingCode.CONNECTION_DIFFERS, exhibit.id());
      return;
    }
    exhibit
        .requested()
        .plan()
        .ifPresentOrElse(
            plan -> checkPlanned(exhibit, exported, connection.get(), plan, report),
            () -> checkDenied(exhibit, exported, report));
  }

  private static void checkPlanned(
      Exhibit exhibit,
      ExportedBundle exported,
      Connection connection,
      MaskingPlan plan,
      Report report) {
    Operation operation = exhibit.requested().operation();
    SortedSet<String> labels = new TreeSet<>();
    SortedSet<ColumnName> columns = new TreeSet<>();
    for (LabelledColumn labelled :
        Examiner.touched(plan.labels(), exhibit.requested().classification())) {
      labels.add(labelled.label());
      columns.add(labelled.column());
    }
    if (!plan.labels().stream().allMatch(labelled -> isOf(exported, connection, labelled))) {
      report.operation(FindingCode.LABELS_DIFFER, exhibit.id());
    }
    Decision decision =
        exported
            .policy()
            .decide(
                new Facts(
                    operation.requester(),
                    operation.connection(),
                    exhibit.requested().classification(),
                    labels,
                    columns,
                    plan.exposures(),
                    !operation.purpose().isBlank(),
                    operation.requestedAt()));
    if (!decision.equals(exhibit.requested().decision())) {
      report.operation(FindingCode.DECISION_DIFFERS, exhibit.id());
    }
    SortedSet<ColumnName> masked = new TreeSet<>();
    plan.labels().forEach(labelled -> masked.add(labelled.column()));
    masked.removeAll(
        exported.policy().visible(operation.requester(), operation.connection(), masked));
    if (!masked.equals(plan.masked()) || !isWithheld(plan)) {
      report.operation(FindingCode.MASK_DIFFERS, exhibit.id());
    }
  }

  /** Whether what uses true values has its whole answer withheld, and they are masked ones. */
  private static boolean isWithheld(MaskingPlan plan) {
    return plan.exposures().isEmpty()
        || (plan.outputs() instanceof OutputMask.Everything
            && plan.exposures().stream()
                .allMatch(exposure -> plan.masked().contains(exposure.column())));
  }

  private static boolean isOf(
      ExportedBundle exported, Connection connection, LabelledColumn labelled) {
    Optional<Label> stated = exported.bundle().labelsOf(connection.name()).of(labelled.column());
    Optional<Label> label =
        switch (connection.unlabelled()) {
          case MASKED -> stated.or(() -> Optional.of(Label.of(Examiner.UNLABELLED)));
          case CLEAR -> stated;
        };
    return label
        .map(known -> LabelledColumn.of(labelled.column(), known))
        .equals(Optional.of(labelled));
  }

  private static void checkDenied(Exhibit exhibit, ExportedBundle exported, Report report) {
    if (!exported
        .policy()
        .digests()
        .entrySet()
        .containsAll(exhibit.requested().decision().policies().entrySet())) {
      report.operation(FindingCode.DECISION_DIFFERS, exhibit.id());
    }
  }
}
