package dev.countersign.verify;

import dev.countersign.operation.OperationId;
import dev.countersign.record.EntryKey;
import java.time.LocalDate;
import java.util.Optional;

/** One thing that is wrong with an export. */
public sealed interface Finding {

  /** What it is. */
  FindingCode code();

  /** Where it is, in words; it quotes names of people and nothing else. */
  String where();

  /**
   * It is in a line.
   *
   * @param line the line's number, from 1
   */
  record InLine(FindingCode code, long line) implements Finding {
    @Override
    public String where() {
      return "line " + line;
    }
  }

  /**
   * It is in an operation as a whole.
   *
   * @param operation the operation
   */
  record InOperation(FindingCode code, OperationId operation) implements Finding {
    @Override
    public String where() {
      return operation.text();
    }
  }

  /**
   * It is in an entry.
   *
   * @param place the entry's place
   */
  record AtPlace(FindingCode code, EntryKey place) implements Finding {
    @Override
    public String where() {
      return place.toString();
    }
  }

  /**
   * It shows against an earlier head.
   *
   * @param day the day of the requests, where the head can name it
   */
  record InHead(FindingCode code, Optional<LocalDate> day) implements Finding {
    @Override
    public String where() {
      return day.map(LocalDate::toString).orElse("head");
    }
  }
}
