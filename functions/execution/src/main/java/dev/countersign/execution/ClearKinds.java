package dev.countersign.execution;

import dev.countersign.authenticate.Principal;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.clearance.Clearance;
import dev.countersign.decide.Policy;
import dev.countersign.detect.ValueKind;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which kinds of values the last net lets pass for one operation: those that the connection does
 * not search for, and those of which its requester sees a labelled column in clear, be it one that
 * the operation reads or one that the labels name.
 */
final class ClearKinds implements Predicate<ValueKind> {

  private final Operation operation;
  private final Labels labels;
  private final Principal requester;
  private final Policy policy;
  private final MaskingPlan plan;

  ClearKinds(Clearance clearance, Bundle bundle, Policy policy) {
    this.operation = clearance.operation();
    this.plan = clearance.plan();
    this.labels = bundle.labelsOf(operation.connection());
    this.requester = operation.requester().under(bundle.roster());
    this.policy = policy;
  }

  @Override
  public boolean test(ValueKind kind) {
    return labels.undetected().contains(kind)
        || plan.labels().stream()
            .anyMatch(labelled ->
                labelled.label().equals(kind.word()) && !plan.masked().contains(labelled.column()))
        || labels.columns().entrySet().stream()
            .filter(label -> label.getValue().kind().equals(kind.word()))
            .map(Map.Entry::getKey)
            .anyMatch(this::isSeen);
  }

  private boolean isSeen(ColumnName column) {
    return !policy.visible(requester, operation.connection(), List.of(column)).isEmpty();
  }
}
