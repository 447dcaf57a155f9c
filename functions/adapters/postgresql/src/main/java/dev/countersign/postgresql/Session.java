package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.MaskKey;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.Run;
import dev.countersign.operation.BindValue;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.postgresql.core.Field;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * One session with the target. Every statement that it sends itself is fixed, names what it calls
 * by schema, and binds its values.
 */
final class Session implements AutoCloseable {

  private static final Duration LONGEST_IDLE_IN_TRANSACTION = Duration.ofSeconds(10);
  private static final Duration NETWORK_GRACE = Duration.ofSeconds(5);

  /**
   * Settings that hold for the transaction alone, whatever role, database or earlier statement say
   * otherwise: how the text is read, how values are printed, how long anything may take. As the
   * transaction's first query it also fixes the mode: from here on the server refuses to lift READ
   * ONLY (25001).
   *
   * <p>Without index-only scans the order in which rows come does not tell the order of a masked
   * column that stands in an index before the column that was asked for.
   */
  private static final String SETTINGS =
      """
      SELECT pg_catalog.set_config('search_path', ?, true),
        pg_catalog.set_config('statement_timeout', ?, true),
        pg_catalog.set_config('lock_timeout', ?, true),
        pg_catalog.set_config('idle_in_transaction_session_timeout', ?, true),
        pg_catalog.set_config('enable_indexonlyscan', ?, true),
        pg_catalog.set_config('client_min_messages', 'error', true),
        pg_catalog.set_config('standard_conforming_strings', 'on', true),
        pg_catalog.set_config('transform_null_equals', 'off', true),
        pg_catalog.set_config('TimeZone', 'UTC', true),
        pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
        pg_catalog.set_config('IntervalStyle', 'postgres', true),
        pg_catalog.set_config('extra_float_digits', '1', true),
        pg_catalog.set_config('bytea_output', 'hex', true),
        pg_catalog.set_config('lc_monetary', 'C', true),
        pg_catalog.set_config('array_nulls', 'on', true),
        pg_catalog.set_config('xmloption', 'content', true)\
      """;

  private static final String BEGIN_READ =
      "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY; " + SETTINGS;
  private static final String BEGIN_WRITE =
      "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE; " + SETTINGS;

  private static final String STATEMENT_TIMEOUT =
      "SELECT pg_catalog.set_config('statement_timeout', ?, true)";

  private static final String MODE_AND_TYPES =
      """
      SELECT pg_catalog.current_setting('transaction_read_only'),
        ARRAY(SELECT pg_catalog.format_type(described.id, described.modifier)
          FROM unnest(?::pg_catalog.oid[], ?::pg_catalog.int4[])
            WITH ORDINALITY AS described(id, modifier, place)
          ORDER BY described.place)\
      """;

  private final PgConnection connection;
  private final SingleParse singleParse;
  private final Optional<MaskKey> maskKey;
  private final long opened;

  /**
   * A session over this connection.
   *
   * @param maskKey the key that stood beside its credential
   * @param opened when it was opened, in nanoseconds of the clock that later tells its age
   */
  Session(PgConnection connection, Optional<MaskKey> maskKey, long opened) {
    this.connection = connection;
    this.maskKey = maskKey;
    this.opened = opened;
    this.singleParse = new SingleParse(connection);
  }

  /**
   * What the server says of the transaction after a statement.
   *
   * @param readOnly whether it is still read-only
   * @param types the types of the answer's columns, as the server formats them
   */
  record State(boolean readOnly, List<String> types) {}

  /** Opens the transaction and sets what holds in it. */
  void begin(Run run) throws SQLException {
    Connection.Limits limits = run.limits();
    connection.setNetworkTimeout(
        Runnable::run, milliseconds(limits.statementTimeout().plus(NETWORK_GRACE)));
    boolean read = run.mode() == Run.Mode.READ_ONLY;
    try (PreparedStatement begin = connection.prepareStatement(read ? BEGIN_READ : BEGIN_WRITE)) {
      begin.setString(1, searchPath(run.searchPath()));
      begin.setString(2, milliseconds(limits.statementTimeout()) + "ms");
      begin.setString(3, milliseconds(limits.lockTimeout()) + "ms");
      begin.setString(4, milliseconds(LONGEST_IDLE_IN_TRANSACTION) + "ms");
      begin.setString(5, read ? "off" : "on");
      begin.execute();
    }
  }

  /** Whether it has the key that this run takes, if it takes one. */
  boolean hasKeyFor(Run run) {
    return !run.keyed() || maskKey.isPresent();
  }

  /** Sends the statement itself, with the key behind its parameters if it takes one. */
  RowCollector send(Run run, long deadline, CancelWatch watch, SingleParse.Overflow overflow)
      throws SQLException {
    List<BindValue> values = new ArrayList<>(run.parameters());
    if (run.keyed()) {
      values.addAll(maskKey.orElseThrow().parameters());
    }
    return singleParse.run(run, values, deadline, watch::stopped, overflow);
  }

  CancelWatch watch(CancelSignal signal) {
    return new CancelWatch(connection, signal);
  }

  boolean isInTransaction() {
    return connection.getQueryExecutor().getTransactionState() == TransactionState.OPEN;
  }

  /** Asks for the transaction's mode and the names of these columns' types. */
  State state(List<Field> fields) throws SQLException {
    Integer[] modifiers = fields.stream().map(Field::getMod).toArray(Integer[]::new);
    // The driver gives an oid as a signed int.
    Long[] ids =
        fields.stream().map(field -> Integer.toUnsignedLong(field.getOID())).toArray(Long[]::new);
    Array idArray = connection.createArrayOf("oid", ids);
    Array modifierArray = connection.createArrayOf("int4", modifiers);
    try (PreparedStatement question = connection.prepareStatement(MODE_AND_TYPES)) {
      question.setArray(1, idArray);
      question.setArray(2, modifierArray);
      try (ResultSet answer = question.executeQuery()) {
        answer.next();
        List<String> types = List.of((String[]) answer.getArray(2).getArray());
        return new State(answer.getString(1).equals("on"), types);
      }
    } finally {
      idArray.free();
      modifierArray.free();
    }
  }

  /** Reads what the target holds. */
  Catalogue survey(List<String> searchPath) throws SQLException {
    return new PostgresqlSurvey(connection).catalogue(searchPath);
  }

  /** What its role may do beyond reading. */
  SortedSet<RolePower> powers() throws SQLException {
    return RolePowers.of(connection);
  }

  /**
   * Checks now what was deferred to the end of the transaction, in the time that is left: the
   * server's time-out is for each statement anew.
   *
   * @param deadline when to stop, as {@link System#nanoTime()} counts
   */
  void checkDeferred(long deadline) throws SQLException {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SQLException("no time is left", "57014");
    }
    try (PreparedStatement limit = connection.prepareStatement(STATEMENT_TIMEOUT)) {
      limit.setString(1, left + "ms");
      limit.execute();
    }
    execute("SET CONSTRAINTS ALL IMMEDIATE");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  void rollBack() throws SQLException {
    execute("ROLLBACK");
  }

  /**
   * Forgets whatever the statement left in the session: settings, locks, plans, temporary things.
   */
  void reset() throws SQLException {
    execute("DISCARD ALL");
  }

  /** Whether the connection broke, or was closed. */
  boolean isBroken() {
    return connection.getQueryExecutor().isClosed();
  }

  /** Whether it has been open for longer than this. */
  boolean isOlderThan(Duration age, long now) {
    return now - opened > age.toNanos();
  }

  /** Closes it; the server rolls back what was not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      connection.getQueryExecutor().abort();
    }
  }

  private void execute(String fixed) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(fixed);
    }
  }

  /** Temporary relations are looked up last, where the list does not end there by being empty. */
  private static String searchPath(List<String> schemas) {
    if (schemas.isEmpty()) {
      return "";
    }
    List<String> path = new ArrayList<>(schemas);
    path.add("pg_temp");
    return path.stream()
        .map(schema -> '"' + schema.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(", "));
  }

  private static int milliseconds(Duration duration) {
    return Math.toIntExact(Math.max(1, duration.toMillis()));
  }
}
