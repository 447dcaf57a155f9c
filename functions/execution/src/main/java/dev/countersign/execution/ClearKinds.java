package dev.countersign.execution;

import dev.countersign.authenticate.Principal;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.decide.Policy;
import dev.countersign.detect.ValueKind;
import dev.countersign.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which kinds of values the last net lets pass for one requester: those that the connection does
 * not search for, and those of which the requester sees some labelled column of the connection in
 * clear.
 */
final class ClearKinds implements Predicate<ValueKind> {

  private final Operation operation;
  private final Labels labels;
  private final Principal requester;
  private final Policy policy;

  ClearKinds(Operation operation, Bundle bundle, Policy policy) {
    this.operation = operation;
    this.labels = bundle.labelsOf(operation.connection());
    this.requester = operation.requester().under(bundle.roster());
    this.policy = policy;
  }

  @Override
  public boolean test(ValueKind kind) {
    return labels.undetected().contains(kind)
        || labels.columns().entrySet().stream()
            .filter(label -> label.getValue().equals(kind.word()))
            .map(Map.Entry::getKey)
            .anyMatch(this::isSeen);
  }

  private boolean isSeen(ColumnName column) {
    return !policy.visible(requester, operation.connection(), List.of(column)).isEmpty();
  }
}
