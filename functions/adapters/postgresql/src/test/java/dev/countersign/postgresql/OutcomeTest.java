package dev.countersign.postgresql;

import static dev.countersign.postgresql.TargetScene.answered;
import static dev.countersign.postgresql.TargetScene.cell;
import static dev.countersign.postgresql.TargetScene.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import dev.countersign.operation.ConnectionName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a run ends: by itself, by limits, by somebody's wish, or by a broken connection. */
final class OutcomeTest {

  private static TargetScene scene;

  @BeforeAll
  static void open() throws SQLException {
    scene =
        TargetScene.open(
            new Connection.Limits(Duration.ofSeconds(6), Duration.ofMillis(200), 1_000, 1 << 20));
  }

  @BeforeEach
  void restore() throws SQLException {
    scene.restore();
  }

  @AfterAll
  static void close() throws SQLException {
    scene.close();
  }

  @Test
  void aWriteIsDurableAndSaysHowManyRowsItChanged() throws SQLException {
    RawAnswer answer = answered(scene.write("update users set name = name || $1", "!"));

    assertThat(answer.commandTag()).isEqualTo("UPDATE 2");
    assertThat(answer.affectedRows()).isEqualTo(2);
    assertThat(scene.names()).containsExactly("Ada!", "Ben!");
    assertThat(answered(scene.write("insert into users values (3, 'Cy')")).commandTag())
        .isEqualTo("INSERT 0 1");
    assertThat(answered(scene.write("create table z (a int)")).commandTag())
        .isEqualTo("CREATE TABLE");
    assertThat(answered(scene.write("delete from users where id = 9")).affectedRows()).isZero();
  }

  @Test
  void aWriteRunsToItsEndHoweverMuchItReturns() throws SQLException {
    scene.database.execute("CREATE TABLE many (n int); GRANT ALL ON many TO owner");

    RawAnswer answer =
        answered(
            scene.write(
                "insert into many select n from generate_series(1, 5000) n returning n, repeat('x', 500)"));

    assertThat(answer.rows()).hasSize(1_000);
    assertThat(answer.truncated()).isTrue();
    assertThat(answer.affectedRows()).isEqualTo(5_000);
    assertThat(scene.database.ask("select count(*) from many")).containsExactly("5000");
  }

  @Test
  void anAnswerLargerThanTheHeapPassesThrough() {
    long rows = 280_000;
    long bytesOfRow = 4_000;
    // Holding them all would need more than the heap that this test has.
    assertThat(Runtime.getRuntime().maxMemory()).isLessThan(rows * bytesOfRow);
    Run run =
        new Run(
            "select n, repeat('x', 4000) from generate_series(1, 280000) n",
            List.of(),
            Run.Mode.READ_WRITE,
            List.of("public"),
            new Connection.Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 1_000, 1 << 20));

    RawAnswer answer = answered(scene.target.run(run, CancelSignal.never()));

    assertThat(answer.affectedRows()).isEqualTo(rows);
    assertThat(answer.rows()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(answer.truncated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into users values (1, 'twice') | CONSTRAINT | 23505",
        "insert into users values (5, null) | CONSTRAINT | 23502",
        "selec 1 | SYNTAX | 42601",
        "select * from nowhere | SYNTAX | 42P01",
        "alter system set work_mem = '1MB' | OTHER | 25001",
        "select 1 / 0 | OTHER | 22012",
        "commit | OTHER | 25P01",
        "copy users to stdout | OTHER | 0A000",
      })
  void aRefusedWriteSaysWhyAndChangesNothing(String text, Kind kind, String state)
      throws SQLException {
    assertThat(fault(scene.write(text))).isEqualTo(new TargetFault(kind, state));

    assertThat(scene.names()).containsExactly("Ada", "Ben");
  }

  @Test
  void whatTheRoleMayNotDoIsAMatterOfPermission() {
    assertThat(fault(scene.read("select * from late")))
        .isEqualTo(new TargetFault(Kind.PERMISSION, "42501"));
  }

  @ParameterizedTest
  @EnumSource(Run.Mode.class)
  void aStatementThatRunsTooLongIsStoppedOnTheTarget(Run.Mode mode) throws SQLException {
    Run run =
        new Run(
            "select pg_sleep(30)",
            List.of(),
            mode,
            List.of("public"),
            new Connection.Limits(Duration.ofMillis(300), Duration.ofSeconds(1), 10, 1_000));

    assertThat(fault(scene.target.run(run, CancelSignal.never())))
        .isEqualTo(new TargetFault(Kind.TIMEOUT, "57014"));
    assertThat(scene.backends("state = 'active'")).isEmpty();
  }

  @Test
  void manyShortFetchesDoNotOutliveTheTimeAllowed() {
    Run run =
        new Run(
            "select n, pg_sleep(0.01) from generate_series(1, 100000) n",
            List.of(),
            Run.Mode.READ_ONLY,
            List.of(),
            new Connection.Limits(Duration.ofMillis(900), Duration.ofSeconds(1), 90_000, 1 << 20));

    assertThat(fault(scene.target.run(run, CancelSignal.never())).kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void waitingTooLongForALockIsToldApart() throws SQLException {
    try (java.sql.Connection other = scene.database.open(TargetScene.OWNER);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE users");

      assertThat(fault(scene.write("update users set name = 'x'")))
          .isEqualTo(new TargetFault(Kind.LOCK_TIMEOUT, "55P03"));
      assertThat(fault(scene.read("select * from users")).kind()).isEqualTo(Kind.LOCK_TIMEOUT);
    }
  }

  @ParameterizedTest
  @EnumSource(Run.Mode.class)
  void aCancelReachesTheTarget(Run.Mode mode) throws Exception {
    AtomicBoolean requested = new AtomicBoolean();
    CompletableFuture<RawOutcome> outcome =
        scene.inBackground(scene.run(mode, "select pg_sleep(5)"), requested::get);
    int backend = scene.awaitBackend("state = 'active' AND query LIKE '%pg_sleep%'");

    requested.set(true);

    assertThat(fault(outcome.get(4, TimeUnit.SECONDS)))
        .isEqualTo(new TargetFault(Kind.CANCELLED, "57014"));
    assertThat(scene.backends("state = 'active' AND pid = " + backend)).isEmpty();
    assertThat(cell(scene.answer("select 1"))).isEqualTo("1");
  }

  @Test
  void aWriteThatEndsWhileItIsCancelledDoesNotTakeEffect() throws Exception {
    // The first question comes when the statement is at work; it ends although it is cancelled.
    scene.database.execute(
        """
        CREATE FUNCTION stubborn() RETURNS int LANGUAGE plpgsql AS $$
          DECLARE until timestamptz := clock_timestamp() + interval '2 s';
          BEGIN
            WHILE clock_timestamp() < until LOOP
              BEGIN PERFORM pg_sleep(0.1); EXCEPTION WHEN query_canceled THEN NULL; END;
            END LOOP;
            RETURN 1;
          END $$\
        """);

    RawOutcome outcome =
        scene
            .inBackground(
                scene.run(Run.Mode.READ_WRITE, "update users set name = 'x' where id = stubborn()"),
                () -> true)
            .get(8, TimeUnit.SECONDS);

    assertThat(fault(outcome).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(scene.names()).containsExactly("Ada", "Ben");
  }

  @Test
  void aCancelByTheTargetsOwnAdministratorIsNoTimeOut() throws Exception {
    CompletableFuture<RawOutcome> outcome =
        scene.inBackground(
            scene.run(Run.Mode.READ_ONLY, "select pg_sleep(5)"), CancelSignal.never());
    int backend = scene.awaitBackend("state = 'active' AND query LIKE '%pg_sleep%'");

    scene.database.execute("SELECT pg_cancel_backend(" + backend + ")");

    assertThat(fault(outcome.get(4, TimeUnit.SECONDS)).kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void noSessionWaitsInATransactionBetweenOperations() throws SQLException {
    scene.answer("select 1");
    scene.answer("select n from generate_series(1, 5000) n");
    scene.read("select 1 / 0");
    scene.read("delete from users");
    scene.write("update users set name = 'x'");
    scene.write("insert into users values (1, 'twice')");
    scene.write("begin");
    scene.write("commit");

    assertThat(scene.backends("state <> 'idle'")).isEmpty();
    assertThat(scene.database.ask("select count(*) from pg_prepared_xacts")).containsExactly("0");
  }

  @Test
  void whatOneWriteLeavesInItsSessionIsNotSeenByTheNext() throws SQLException {
    answered(scene.write("select set_config('myapp.user', 'eve', false)"));
    answered(scene.write("select pg_advisory_lock(7)::text"));
    answered(scene.write("create temp table notes (n int)"));
    answered(scene.write("prepare p as select 1"));

    assertThat(
            cell(answered(scene.write("select coalesce(current_setting('myapp.user', true), '')"))))
        .isEmpty();
    assertThat(cell(answered(scene.write("select current_user::text")))).isEqualTo("owner");
    assertThat(fault(scene.write("select * from notes")).sqlState()).isEqualTo("42P01");
    assertThat(fault(scene.write("execute p")).sqlState()).isEqualTo("26000");
    assertThat(scene.database.ask("select count(*) from pg_locks where locktype = 'advisory'"))
        .containsExactly("0");
  }

  @Test
  void aSessionThatDiedBetweenOperationsIsReplaced() throws SQLException {
    answered(scene.write("update users set name = 'x'"));
    cell(scene.answer("select 1"));
    for (String backend : scene.backends("true")) {
      scene.terminate(Integer.parseInt(backend));
    }

    assertThat(cell(scene.answer("select 2"))).isEqualTo("2");
    assertThat(answered(scene.write("update users set name = 'y'")).affectedRows()).isEqualTo(2);
    assertThat(scene.names()).containsExactly("y", "y");
  }

  @Test
  void aReadWhoseConnectionBreaksIsRefused() throws Exception {
    CompletableFuture<RawOutcome> outcome =
        scene.inBackground(
            scene.run(Run.Mode.READ_ONLY, "select pg_sleep(5)"), CancelSignal.never());

    scene.terminate(scene.awaitBackend("state = 'active' AND query LIKE '%pg_sleep%'"));

    assertThat(fault(outcome.get(4, TimeUnit.SECONDS)))
        .isEqualTo(new TargetFault(Kind.UNAVAILABLE, "57P01"));
    assertThat(cell(scene.answer("select 1"))).isEqualTo("1");
  }

  @Test
  void aWriteWhoseConnectionBreaksIsUncertain() throws Exception {
    CompletableFuture<RawOutcome> outcome =
        scene.inBackground(
            scene.run(Run.Mode.READ_WRITE, "update users set name = pg_sleep(5)::text"),
            CancelSignal.never());

    scene.terminate(scene.awaitBackend("state = 'active' AND query LIKE '%pg_sleep%'"));

    assertThat(outcome.get(4, TimeUnit.SECONDS)).isEqualTo(new RawOutcome.Uncertain());
  }

  @Test
  void aWriteWhoseConnectionBreaksWhileItCommitsIsUncertain() throws Exception {
    CompletableFuture<RawOutcome> outcome =
        scene.inBackground(
            scene.run(Run.Mode.READ_WRITE, "insert into late values (1)"), CancelSignal.never());

    scene.terminate(scene.awaitBackend("state = 'active' AND query = 'COMMIT'"));

    assertThat(outcome.get(4, TimeUnit.SECONDS)).isEqualTo(new RawOutcome.Uncertain());
  }

  @Test
  void aCommitThatTheTargetRefusesIsARefusal() throws SQLException {
    scene.database.execute(
        """
        ALTER TABLE users ADD best_friend int REFERENCES users DEFERRABLE INITIALLY DEFERRED\
        """);

    assertThat(fault(scene.write("update users set best_friend = 77")))
        .isEqualTo(new TargetFault(Kind.CONSTRAINT, "23503"));
  }

  @Test
  void aTargetThatIsDownIsUnavailable() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }

    assertThat(unavailable("127.0.0.1", port, scene.database.name()).sqlState()).isEqualTo("08001");
  }

  @Test
  void aDatabaseThatDoesNotExistIsUnavailable() {
    assertThat(unavailable("127.0.0.1", scene.database.port(), "no/such?user=postgres").sqlState())
        .isEqualTo("3D000");
  }

  @Test
  void aTargetElsewhereIsReachedByVerifiedTlsOrNotAtAll() {
    // The server listens on this address too, and speaks plain text only.
    assertThat(unavailable("127.0.0.2", scene.database.port(), scene.database.name()).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  private TargetFault unavailable(String host, int port, String database) {
    Connection connection =
        new Connection(
            new ConnectionName("elsewhere"),
            host,
            port,
            database,
            TargetScene.READER,
            TargetScene.OWNER,
            List.of("public"),
            Connection.Unlabelled.MASKED,
            scene.limits);
    try (PostgresqlTarget target =
        new PostgresqlTarget(connection, TestDatabase.SECRETS, Optional.empty())) {
      TargetFault fault =
          fault(target.run(scene.run(Run.Mode.READ_WRITE, "select 1"), CancelSignal.never()));
      assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
      return fault;
    }
  }
}
