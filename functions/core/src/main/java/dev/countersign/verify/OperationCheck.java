package dev.countersign.verify;

import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Judges each operation of an export, in their order. */
final class OperationCheck {

  /**
   * In the order in which they are reported: what rests on what before who and what was decided.
   */
  private static final List<Check> CHECKS =
      List.of(
          new Reliance(),
          new Life(),
          new Times(),
          new RequestDigests(),
          new RecordedPolicy(),
          new Votes(),
          new EndOfVote(),
          new EndOfExecution());

  private final ExportLine.Header header;
  private final ExportedBundles bundles;
  private final Report report;
  private final LongConsumer progress;
  private final HeadTally head;
  private final Optional<HeadComparison> comparison;
  private final OperationTally tally = new OperationTally();
  private Optional<ExportOrder> last = Optional.empty();
  private long count;
  private long unjudged;

  OperationCheck(
      ExportLine.Header header,
      Optional<Head> earlier,
      ExportedBundles bundles,
      Report report,
      LongConsumer progress) {
    this.header = header;
    this.bundles = bundles;
    this.report = report;
    this.progress = progress;
    this.head =
        new HeadTally(header.scope(), ExportFormat.headUntil(header.exportedAt(), header.scope()));
    this.comparison = earlier.map(kept -> new HeadComparison(kept, header.scope()));
  }

  void judge(Gathering gathered) {
    count++;
    Optional<OperationId> id = gathered.id();
    if (id.isPresent() && gathered.isSound()) {
      judge(id.get(), gathered);
    } else {
      unjudged++;
    }
    progress.accept(count);
  }

  private void judge(OperationId id, Gathering gathered) {
    CaseFile file = CaseFile.replay(id, gathered.entries());
    Optional<Evidence.Requested> requested = file.requested();
    if (requested.isEmpty()) {
      report.operation(FindingCode.NOTHING_REQUESTED, id);
      unjudged++;
      return;
    }
    if (!requested.get().operation().id().equals(id)) {
      report.operation(FindingCode.OTHER_OPERATION, id);
      unjudged++;
      return;
    }
    place(requested.get(), file);
    check(
        new Exhibit(
            file,
            requested.get(),
            gathered.answer(),
            bundles.use(requested.get().bundle()),
            header.exportedAt()));
  }

  /** Where it stands among the others; only what stands in its place is part of a head. */
  private void place(Evidence.Requested requested, CaseFile file) {
    Instant at = requested.operation().requestedAt();
    ExportOrder order = ExportOrder.of(requested.operation());
    boolean inScope =
        !at.isAfter(header.scope().until())
            && !at.isBefore(header.scope().from().orElse(Instant.EPOCH))
            && !at.isBefore(Instant.EPOCH);
    if (!inScope) {
      report.operation(FindingCode.OUT_OF_SCOPE, order.operation());
    }
    if (last.isPresent() && order.compareTo(last.get()) <= 0) {
      report.operation(FindingCode.OPERATIONS_OUT_OF_ORDER, order.operation());
    } else {
      last = Optional.of(order);
      if (inScope) {
        head.add(at, file.entries());
        comparison.ifPresent(earlier -> earlier.tally().add(at, file.entries()));
      }
    }
  }

  private void check(Exhibit exhibit) {
    try {
      for (Check check : CHECKS) {
        check.check(exhibit, report);
      }
      tally.add(exhibit);
    } catch (RuntimeException e) {
      // No input is known that comes here; if one does, it must not pass for clean.
      report.operation(FindingCode.CANNOT_BE_CHECKED, exhibit.id());
      unjudged++;
    }
  }

  long count() {
    return count;
  }

  long unjudged() {
    return unjudged;
  }

  OperationTally tally() {
    return tally;
  }

  Head head() {
    return head.end();
  }

  /** Whether an earlier head was given and could be compared. */
  boolean compareWithEarlierHead() {
    return comparison.map(earlier -> earlier.end(report)).orElse(false);
  }
}
