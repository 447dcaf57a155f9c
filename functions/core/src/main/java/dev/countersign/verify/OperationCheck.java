package dev.countersign.verify;

import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.UnreadableEvidence;
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
    boolean judged = caseFile(gathered).map(file -> judge(file, gathered)).orElse(false);
    unjudged += judged ? 0 : 1;
    progress.accept(count);
  }

  /** What the entries say together; empty where one is broken or cannot be read. */
  private Optional<CaseFile> caseFile(Gathering gathered) {
    try {
      Optional<CaseFile> file =
          gathered
              .id()
              .filter(id -> gathered.isSound())
              .map(id -> CaseFile.replay(id, gathered.entries()));
      if (file.isEmpty()) {
        reportFaults(gathered);
      }
      return file;
    } catch (UnreadableEvidence e) {
      reportFaults(gathered);
      return Optional.empty();
    }
  }

  private void reportFaults(Gathering gathered) {
    for (Entry entry : gathered.entries()) {
      EntryReading.fault(entry).ifPresent(code -> report.place(code, entry.key()));
    }
  }

  private boolean judge(CaseFile file, Gathering gathered) {
    OperationId id = gathered.id().orElseThrow();
    Optional<Evidence.Requested> requested = file.requested();
    if (requested.isEmpty()) {
      report.operation(FindingCode.NOTHING_REQUESTED, id);
      return false;
    }
    if (!requested.get().operation().id().equals(id)) {
      report.operation(FindingCode.OTHER_OPERATION, id);
      return false;
    }
    place(requested.get(), file);
    return check(
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

  private boolean check(Exhibit exhibit) {
    try {
      for (Check check : CHECKS) {
        check.check(exhibit, report);
      }
      tally.add(exhibit);
      return true;
    } catch (RuntimeException e) {
      // No input is known that comes here; if one does, it must not pass for clean.
      report.operation(FindingCode.CANNOT_BE_CHECKED, exhibit.id());
      return false;
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
