package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.BindValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A small database, a target that reads and writes it, and what tests ask of them. */
@NullMarked
final class TargetScene implements AutoCloseable {

  static final String READER = "reader";
  static final String OWNER = "owner";

  private static final String SCRIPT =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
      INSERT INTO users VALUES (1, 'Ada'), (2, 'Ben');
      CREATE TABLE late (id int);
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON late
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      GRANT SELECT ON users TO reader;
      """;

  final TestDatabase database;
  final PostgresqlTarget target;
  final Connection.Limits limits;

  private TargetScene(TestDatabase database, Connection.Limits limits) {
    this.database = database;
    this.limits = limits;
    this.target = database.target(READER, OWNER, limits);
  }

  static TargetScene open() throws SQLException {
    return open(TestDatabase.LIMITS);
  }

  static TargetScene open(Connection.Limits limits) throws SQLException {
    TestPostgresql.role(READER);
    return new TargetScene(TestPostgresql.fresh(OWNER, SCRIPT), limits);
  }

  Run run(Run.Mode mode, String text, @Nullable String... parameters) {
    List<BindValue> values =
        Arrays.stream(parameters).map(value -> new BindValue(Optional.ofNullable(value))).toList();
    return new Run(text, values, mode, List.of("public"), limits);
  }

  /** Puts back what tests change. */
  void restore() throws SQLException {
    database.execute(
        "TRUNCATE users CASCADE; INSERT INTO users VALUES (1, 'Ada'), (2, 'Ben'); TRUNCATE late");
  }

  RawOutcome read(String text, @Nullable String... parameters) {
    return target.run(run(Run.Mode.READ_ONLY, text, parameters), CancelSignal.never());
  }

  RawOutcome write(String text, @Nullable String... parameters) {
    return target.run(run(Run.Mode.READ_WRITE, text, parameters), CancelSignal.never());
  }

  RawAnswer answer(String text, @Nullable String... parameters) {
    return answered(read(text, parameters));
  }

  static RawAnswer answered(RawOutcome outcome) {
    return switch (outcome) {
      case RawOutcome.Answered(RawAnswer answer) -> answer;
      case RawOutcome.Refused(TargetFault fault) -> throw new AssertionError("refused: " + fault);
      case RawOutcome.Uncertain() -> throw new AssertionError("uncertain");
    };
  }

  static TargetFault fault(RawOutcome outcome) {
    return switch (outcome) {
      case RawOutcome.Refused(TargetFault fault) -> fault;
      case RawOutcome.Answered(RawAnswer answer) -> throw new AssertionError("answered: " + answer);
      case RawOutcome.Uncertain() -> throw new AssertionError("uncertain");
    };
  }

  /** The only cell of an answer. */
  static String cell(RawAnswer answer) {
    return answer.rows().getFirst().getFirst().orElseThrow();
  }

  CompletableFuture<RawOutcome> inBackground(Run run, CancelSignal cancel) {
    return CompletableFuture.supplyAsync(() -> target.run(run, cancel));
  }

  List<String> names() throws SQLException {
    return database.ask("SELECT name FROM users ORDER BY id");
  }

  /** Waits until some backend of the target does this, and answers its process id. */
  int awaitBackend(String condition) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      List<String> found = backends(condition);
      if (!found.isEmpty()) {
        return Integer.parseInt(found.getFirst());
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no backend within 10 s: " + condition);
  }

  List<String> backends(String condition) throws SQLException {
    return database.ask(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'countersign'"
            + " AND datname = current_database() AND "
            + condition);
  }

  void terminate(int backend) throws SQLException {
    database.execute("SELECT pg_terminate_backend(" + backend + ", 5000)");
  }

  @Override
  public void close() throws SQLException {
    target.close();
    database.close();
  }
}
