package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.Run;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/**
 * Takes what the driver reads from the target, up to the caps on rows and bytes: after the first
 * row that does not fit, no other is kept. It holds the beginning of the answer; what a read has
 * more than may be held it hands on, and then holds no more than one fetch.
 */
final class RowCollector extends ResultHandlerBase {

  private static final int MOST_HELD_ROWS = 10_000;
  private static final int MOST_HELD_BYTES = 4 << 20;
  private static final int LARGEST_FETCH = 1_000;
  private static final long LIKELY_BYTES_OF_FETCH = 1L << 20;

  private final int mostRows;
  private final int mostBytes;
  private final List<List<Optional<String>>> rows = new ArrayList<>();
  private List<Field> fields = List.of();
  private @Nullable ResultCursor cursor;
  private @Nullable String tag;
  private long changed;
  private long seen;
  private long seenBytes;
  private long keptRows;
  private long keptBytes;
  private boolean truncated;
  private boolean handsOn;

  private RowCollector(int mostRows, int mostBytes) {
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
  }

  static RowCollector of(Run run) {
    Connection.Limits limits = run.limits();
    return switch (run.mode()) {
      case READ_ONLY -> new RowCollector(limits.rows(), limits.bytes());
      case READ_WRITE, DRY_RUN ->
          new RowCollector(
              Math.min(limits.rows(), MOST_HELD_ROWS), Math.min(limits.bytes(), MOST_HELD_BYTES));
    };
  }

  /**
   * The driver could not read the target's message to its end. What follows in the stream may be
   * the content of a row, so nothing after it may be taken for a message of the target.
   */
  static final class UnreadableStream extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableStream(SQLException cause) {
      super("the stream of the target cannot be read further", cause);
    }
  }

  @Override
  public void handleResultRows(
      Query query, Field[] described, List<Tuple> tuples, @Nullable ResultCursor more) {
    if (fields.isEmpty()) {
      fields = List.of(described);
    }
    cursor = more;
    for (Tuple tuple : tuples) {
      seen++;
      seenBytes += tuple.length();
      keep(tuple);
    }
  }

  private void keep(Tuple tuple) {
    if (truncated || keptRows >= mostRows || keptBytes + tuple.length() > mostBytes) {
      truncated = true;
      return;
    }
    keptRows++;
    keptBytes += tuple.length();
    List<Optional<String>> row = new ArrayList<>(tuple.fieldCount());
    for (int column = 0; column < tuple.fieldCount(); column++) {
      row.add(text(tuple.get(column)));
    }
    rows.add(row);
  }

  private static Optional<String> text(byte @Nullable [] value) {
    return value == null
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  @Override
  public void handleCommandStatus(String status, long updateCount, long insertedObject) {
    tag = status;
    changed = updateCount;
  }

  @Override
  public void handleError(SQLException error) {
    if (!Faults.isFromTarget(error) && "08S01".equals(error.getSQLState())) {
      throw new UnreadableStream(error);
    }
    super.handleError(error);
  }

  /** Dropped: a notice is the target's own text, and a statement can raise any number of them. */
  @Override
  public void handleWarning(SQLWarning warning) {}

  /**
   * Hands on what it holds, once that is more than may be held; from then on whenever it is asked.
   */
  void makeRoom(SingleParse.Overflow overflow) throws SQLException {
    handsOn = handsOn || keptRows > MOST_HELD_ROWS || keptBytes > MOST_HELD_BYTES;
    if (!handsOn || rows.isEmpty()) {
      return;
    }
    if (!overflow.take(fields, List.copyOf(rows))) {
      truncated = true;
    }
    rows.clear();
  }

  List<Field> fields() {
    return fields;
  }

  List<List<Optional<String>>> rows() {
    return rows;
  }

  /** Where the rest of the answer can be fetched; empty when there is none. */
  Optional<ResultCursor> cursor() {
    return Optional.ofNullable(cursor);
  }

  /**
   * The command tag; empty where the driver did not hand it on, which it does not after a fetch.
   */
  Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** How many rows the command tag states. */
  long changed() {
    return changed;
  }

  /** How many rows came, kept or not. */
  long seen() {
    return seen;
  }

  /** Whether a row came that was not kept. */
  boolean truncated() {
    return truncated;
  }

  /**
   * How many rows to ask for next: one more than may still be kept, but no more than are likely to
   * fill what is left of the bytes; where no more are kept, as many as fit a moderate buffer.
   */
  int nextFetch() {
    long average = Math.max(1L, seenBytes / Math.max(1L, seen));
    long rowsLeft = truncated ? LARGEST_FETCH : mostRows - keptRows + 1;
    long bytesLeft = truncated ? LIKELY_BYTES_OF_FETCH : mostBytes - keptBytes;
    long likely = Math.clamp(bytesLeft, 0L, LIKELY_BYTES_OF_FETCH) / average + 1;
    return (int) Math.min(Math.min(rowsLeft, likely), LARGEST_FETCH);
  }
}
