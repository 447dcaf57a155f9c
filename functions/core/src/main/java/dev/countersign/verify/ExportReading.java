package dev.countersign.verify;

import dev.countersign.canonical.RunningDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One pass over the lines of an export, from its header to its end. */
final class ExportReading {

  private final ExportLine.Header header;
  private final ExportedBundles bundles;
  private final Report report;
  private final OperationCheck operations;
  private final RunningDigest content = new RunningDigest();
  private Optional<Gathering> gathering = Optional.empty();
  private Optional<ExportLine.End> end = Optional.empty();
  private boolean contentHolds = true;
  private long number;
  private long entries;
  private long answers;
  private long bundleLines;

  ExportReading(
      ExportLine.Header header,
      Optional<Head> earlier,
      ExportedBundles bundles,
      Report report,
      LongConsumer progress) {
    this.header = header;
    this.bundles = bundles;
    this.report = report;
    this.operations = new OperationCheck(header, earlier, bundles, report, progress);
  }

  void line(ExportLines.Line line) {
    number++;
    if (!line.isEnded()) {
      report.line(FindingCode.LINE_NOT_ENDED, number);
    }
    if (line.isTooLong()) {
      report.line(FindingCode.LINE_TOO_LONG, number);
      contentHolds = false;
      return;
    }
    switch (ExportCodec.decode(line.bytes())) {
      case ExportCodec.Decoded.NotCanonical _ ->
          report.line(FindingCode.LINE_NOT_CANONICAL, number);
      case ExportCodec.Decoded.Unknown _ -> report.line(FindingCode.LINE_UNKNOWN, number);
      case ExportCodec.Decoded.Line decoded -> take(decoded.line());
    }
    content.add(line.bytes());
    content.add((byte) '\n');
  }

  private void take(ExportLine line) {
    if (end.isPresent() || (number == 1) != (line instanceof ExportLine.Header)) {
      report.line(FindingCode.LINE_OUT_OF_PLACE, number);
      return;
    }
    switch (line) {
      case ExportLine.Header _ -> {}
      case ExportLine.BundleLine bundle -> {
        judge();
        bundles.take(bundle, number, report);
        bundleLines++;
      }
      case ExportLine.EntryLine entry -> {
        gatheringOf(entry.operation()).entry(entry, number, report);
        entries++;
      }
      case ExportLine.AnswerLine answer -> {
        gathering.ifPresentOrElse(
            open -> open.answer(answer, number, report),
            () -> report.line(FindingCode.LINE_OUT_OF_PLACE, number));
        answers++;
      }
      case ExportLine.End closing -> {
        judge();
        end = Optional.of(closing);
        if (!contentHolds || !content.end().equals(closing.content())) {
          report.line(FindingCode.CONTENT_DIFFERS, number);
        }
      }
    }
  }

  private Gathering gatheringOf(String operation) {
    if (gathering.isPresent() && gathering.get().isOf(operation)) {
      return gathering.get();
    }
    judge();
    Gathering begun = new Gathering(operation);
    gathering = Optional.of(begun);
    return begun;
  }

  private void judge() {
    gathering.ifPresent(operations::judge);
    gathering = Optional.empty();
  }

  Verification end() {
    judge();
    Head head = operations.head();
    if (end.isEmpty()) {
      report.line(FindingCode.END_MISSING, number + 1);
    } else {
      checkEnd(end.get(), head);
    }
    boolean compared = operations.compareWithEarlierHead();
    return operations
        .tally()
        .verification(
            operations.count(),
            entries,
            bundleLines,
            operations.unjudged(),
            report.count(),
            compared,
            Optional.of(head));
  }

  private void checkEnd(ExportLine.End closing, Head head) {
    if (closing.operations() != operations.count()
        || closing.entries() != entries
        || closing.answers() != answers
        || closing.bundles() != bundleLines) {
      report.line(FindingCode.COUNTS_DIFFER, number);
    }
    if (!closing.until().equals(ExportFormat.headUntil(header.exportedAt(), header.scope()))
        || !closing.head().equals(head.total())) {
      report.line(FindingCode.END_HEAD_DIFFERS, number);
    }
  }
}
