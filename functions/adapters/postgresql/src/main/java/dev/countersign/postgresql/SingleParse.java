package dev.countersign.postgresql;

import dev.countersign.execute.Run;
import dev.countersign.operation.BindValue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.SqlCommand;
import org.postgresql.jdbc.PgConnection;

/**
 * Sends a statement that somebody else wrote as exactly one Parse message of the extended protocol,
 * its text unchanged. The server refuses a Parse message that holds two statements (SQLSTATE
 * 42601), so the server is what counts them, and nothing on our side splits anything.
 *
 * <p>JDBC cannot do this: the driver splits the text of a {@code Statement} at semicolons. One
 * level below, its query executor takes a prepared text as it is. Those classes are the driver's
 * own, so its version is pinned and this is the only class that uses them to send.
 *
 * <p>Parameters go as text of no stated type; the server finds their types, as it does for
 * literals.
 *
 * <p>Source: PostgreSQL documentation, "Message Flow: Extended Query".
 */
final class SingleParse {

  private static final int FLAGS =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_SUPPRESS_BEGIN
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER
          | QueryExecutor.QUERY_FORWARD_CURSOR
          | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

  private static final int FIRST_FETCH_OF_READ = 50;

  // The driver hands on the command tag with the first fetch only: large enough that it is known
  // for nearly every write.
  private static final int FIRST_FETCH_OF_WRITE = 1_000;

  private static final int UNSPECIFIED_TYPE = 0;

  private final QueryExecutor executor;

  /** Where a read's rows go that are more than may be held. */
  interface Overflow {

    /**
     * Takes rows of these columns.
     *
     * @return whether it takes more
     * @throws SQLException if the server cannot be asked what the columns are
     */
    boolean take(List<Field> fields, List<List<Optional<String>>> rows) throws SQLException;
  }

  SingleParse(PgConnection connection) {
    this.executor = connection.getQueryExecutor();
  }

  /**
   * Whether the text and the parameters can be sent as they are. A NUL would end the text early,
   * and half of a surrogate pair would go out as a question mark.
   */
  static boolean isSendable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * Runs the statement in the transaction that is open. A read is fetched no further than its
   * limits go, and what it has more than may be held is handed on as it comes. Anything else is
   * always fetched to its end, since a statement may have its effects while its rows are made; what
   * does not fit is dropped.
   *
   * @param values the parameters that are bound, {@code $1} first
   * @param deadline when to stop, as {@link System#nanoTime()} counts
   * @param stopped whether somebody asked meanwhile that it be stopped
   * @param overflow where the rows of a read go that are more than may be held
   * @throws SQLException with the server's SQLSTATE; with 57014 if it was stopped between two
   *     fetches; with 54000 if a row is larger than the driver may read, and the connection is then
   *     closed
   */
  RowCollector run(
      Run run, List<BindValue> values, long deadline, BooleanSupplier stopped, Overflow overflow)
      throws SQLException {
    NativeQuery text = new NativeQuery(run.text(), new int[values.size()], false, SqlCommand.BLANK);
    Query query = executor.wrap(List.of(text));
    RowCollector collector = RowCollector.of(run);
    try {
      executor.execute(query, parameters(query, values), collector, 0, firstFetch(run), FLAGS);
      Optional<ResultCursor> rest = collector.cursor();
      while (rest.isPresent() && !(run.mode() == Run.Mode.READ_ONLY && collector.truncated())) {
        if (stopped.getAsBoolean() || System.nanoTime() - deadline > 0) {
          throw new SQLException("stopped between two fetches", "57014");
        }
        collector.makeRoom(overflow);
        executor.fetch(rest.get(), collector, collector.nextFetch(), false);
        rest = collector.cursor();
      }
      collector.makeRoom(overflow);
      return collector;
    } catch (RowCollector.UnreadableStream e) {
      executor.abort();
      throw new SQLException("a row is larger than the driver may read", "54000", e);
    }
  }

  private static int firstFetch(Run run) {
    return switch (run.mode()) {
      case READ_ONLY -> (int) Math.min(run.limits().rows() + 1L, FIRST_FETCH_OF_READ);
      case READ_WRITE, DRY_RUN -> FIRST_FETCH_OF_WRITE;
    };
  }

  private static ParameterList parameters(Query query, List<BindValue> values) throws SQLException {
    ParameterList parameters = query.createParameterList();
    int position = 1;
    for (BindValue value : values) {
      if (value.text().isPresent()) {
        parameters.setStringParameter(position, value.text().get(), UNSPECIFIED_TYPE);
      } else {
        parameters.setNull(position, UNSPECIFIED_TYPE);
      }
      position++;
    }
    return parameters;
  }
}
