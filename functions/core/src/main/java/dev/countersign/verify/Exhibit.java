package dev.countersign.verify;

import dev.countersign.decide.Decision;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One operation of an export, with what is needed to check it.
 *
 * @param file everything recorded of it
 * @param requested what was requested and decided
 * @param answer the masked answer, where the export has it
 * @param bundle the bundle that decided, where the export has it
 * @param exportedAt when the export was begun
 */
record Exhibit(
    CaseFile file,
    Evidence.Requested requested,
    Optional<String> answer,
    Optional<ExportedBundle> bundle,
    Instant exportedAt) {

  /**
   * How far the clocks of two functions may differ, with the time between reading a clock and
   * writing the entry: the store's client tries for six seconds.
   */
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  OperationId id() {
    return requested.operation().id();
  }

  Optional<Decision.ApprovalNeeded> approvalNeeded() {
    return Optional.of(requested.decision())
        .filter(Decision.ApprovalNeeded.class::isInstance)
        .map(Decision.ApprovalNeeded.class::cast);
  }

  /** The entries of this kind, in the order of their places. */
  List<CaseFile.Recorded> entries(EvidenceKind kind) {
    return file.entries().stream()
        .filter(recorded -> EvidenceKind.of(recorded.evidence()) == kind)
        .toList();
  }

  /** Whether the first instant is surely the later one, whatever clocks the two were read from. */
  static boolean isSurelyAfter(Instant first, Instant second) {
    return first.isAfter(second) && Duration.between(second, first).compareTo(TOLERANCE) > 0;
  }

  /** Withheld: it holds what was asked and answered. */
  @Override
  public String toString() {
    return "Exhibit[" + id() + "]";
  }
}
