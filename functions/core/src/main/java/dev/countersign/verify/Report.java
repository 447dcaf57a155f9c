package dev.countersign.verify;

import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.EntryKey;
import java.util.function.Consumer;

/** Takes findings, counts them, and hands each on at once. */
final class Report {

  private final Consumer<Finding> findings;
  private long count;

  Report(Consumer<Finding> findings) {
    this.findings = findings;
  }

  void add(Finding finding) {
    count++;
    findings.accept(finding);
  }

  void line(FindingCode code, long line) {
    add(new Finding.InLine(code, line));
  }

  void operation(FindingCode code, OperationId operation) {
    add(new Finding.InOperation(code, operation));
  }

  void place(FindingCode code, EntryKey place) {
    add(new Finding.AtPlace(code, place));
  }

  void entry(FindingCode code, Recorded recorded) {
    place(code, recorded.entry().key());
  }

  long count() {
    return count;
  }
}
