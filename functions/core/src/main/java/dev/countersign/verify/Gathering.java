package dev.countersign.verify;

import dev.countersign.operation.OperationId;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of one operation, as they come. */
final class Gathering {

  private static final int MAXIMUM_ENTRIES = 20_000;
  private static final int MAXIMUM_CHARACTERS = 32 << 20;

  private final String operation;
  private final List<Entry> entries = new ArrayList<>();
  private Optional<EntryKey> last = Optional.empty();
  private Optional<String> answer = Optional.empty();
  private boolean sound = true;
  private boolean full;
  private int characters;

  /** Nothing yet of the operation that a line names, well or badly. */
  Gathering(String operation) {
    this.operation = operation;
  }

  boolean isOf(String other) {
    return operation.equals(other);
  }

  void entry(ExportLine.EntryLine line, long number, Report report) {
    if (answer.isPresent()) {
      report.line(FindingCode.LINE_OUT_OF_PLACE, number);
    }
    switch (EntryReading.read(line)) {
      case EntryReading.Outcome.Nowhere _ -> {
        report.line(FindingCode.PLACE_UNKNOWN, number);
        sound = false;
      }
      case EntryReading.Outcome.Broken broken -> {
        report.place(broken.code(), broken.place());
        last = Optional.of(broken.place());
        sound = false;
      }
      case EntryReading.Outcome.Sound read -> keep(read.entry(), report);
    }
  }

  private void keep(Entry entry, Report report) {
    int order = last.map(before -> entry.key().compareTo(before)).orElse(1);
    if (order <= 0) {
      boolean twice = entries.stream().anyMatch(other -> other.key().equals(entry.key()));
      report.place(twice ? FindingCode.PLACE_TWICE : FindingCode.ENTRIES_OUT_OF_ORDER, entry.key());
      if (twice) {
        sound = false;
        return;
      }
    } else {
      last = Optional.of(entry.key());
    }
    characters += entry.document().length();
    if (full || entries.size() == MAXIMUM_ENTRIES || characters > MAXIMUM_CHARACTERS) {
      if (!full) {
        report.operation(FindingCode.TOO_MANY_ENTRIES, entry.key().operation());
      }
      full = true;
      sound = false;
      return;
    }
    entries.add(entry);
  }

  void answer(ExportLine.AnswerLine line, long number, Report report) {
    if (answer.isPresent()
        || !isOf(line.operation())
        || line.document().length() > ExportFormat.MAXIMUM_ANSWER_BYTES) {
      report.line(FindingCode.LINE_OUT_OF_PLACE, number);
    } else {
      answer = Optional.of(line.document());
    }
  }

  /** Whether every line was read, so that the operation as a whole can be judged. */
  boolean isSound() {
    return sound;
  }

  /** The operation's id; there is one if anything of it could be read. */
  Optional<OperationId> id() {
    return entries.stream().map(entry -> entry.key().operation()).findFirst();
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<String> answer() {
    return answer;
  }
}
