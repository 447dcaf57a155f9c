package dev.countersign.postgresql;

import static dev.countersign.postgresql.TargetScene.answered;
import static dev.countersign.postgresql.TargetScene.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dry run counts, and whatever happens to it nothing of it lasts. */
final class DryRunTest {

  private static final String TABLES =
      """
      CREATE TABLE log (n int, what text);
      CREATE SEQUENCE fired;
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('fired'); INSERT INTO log VALUES (1, 'noted'); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE OR DELETE ON users
        FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TABLE slow (id int);
      INSERT INTO slow SELECT generate_series(1, 3);
      CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO log VALUES (2, 'slept'); PERFORM pg_sleep(30); RETURN NULL; END $$;
      CREATE TRIGGER wait_long AFTER DELETE ON slow FOR EACH STATEMENT EXECUTE FUNCTION wait_long();
      CREATE TABLE deferring (id int);
      INSERT INTO deferring VALUES (1);
      CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(1.2); RETURN NULL; END $$;
      CREATE TRIGGER at_once AFTER DELETE ON deferring
        FOR EACH STATEMENT EXECUTE FUNCTION wait_a_little();
      CREATE CONSTRAINT TRIGGER at_the_end AFTER DELETE ON deferring DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait_a_little();
      CREATE TABLE parents (id int PRIMARY KEY);
      CREATE TABLE children (id int REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE branches (id int PRIMARY KEY, of_branch int REFERENCES branches ON DELETE CASCADE);
      INSERT INTO branches VALUES (1, null), (2, 1), (3, 1);
      ALTER TABLE branches OWNER TO owner;
      CREATE TABLE committing (id int);
      INSERT INTO committing VALUES (1);
      CREATE FUNCTION commits() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN COMMIT; RETURN NULL; END $$;
      CREATE TRIGGER commits AFTER DELETE ON committing
        FOR EACH STATEMENT EXECUTE FUNCTION commits();
      ALTER TABLE log OWNER TO owner; ALTER SEQUENCE fired OWNER TO owner;
      ALTER TABLE slow OWNER TO owner; ALTER TABLE deferring OWNER TO owner;
      ALTER TABLE parents OWNER TO owner;
      ALTER TABLE children OWNER TO owner; ALTER TABLE committing OWNER TO owner;
      INSERT INTO parents VALUES (1), (2);
      INSERT INTO children VALUES (1);
      """;

  private static final String EVERYTHING =
      "select (select string_agg(u::text, ',' order by id) from users u)"
          + " || (select count(*) from log) || (select count(*) from slow)"
          + " || (select count(*) from parents) || (select count(*) from children)"
          + " || (select count(*) from committing) || (select count(*) from deferring)"
          + " || (select count(*) from branches)";

  private static TargetScene scene;

  private List<String> before = List.of();

  @BeforeAll
  static void open() throws SQLException {
    scene =
        TargetScene.open(
            new Connection.Limits(Duration.ofSeconds(2), Duration.ofMillis(200), 1, 1 << 20));
    scene.database.execute(TABLES);
  }

  @BeforeEach
  void restore() throws SQLException {
    scene.restore();
    before = scene.database.ask(EVERYTHING);
  }

  @AfterAll
  static void close() throws SQLException {
    scene.close();
  }

  private static RawOutcome tried(String text) {
    return scene.target.run(scene.run(Run.Mode.DRY_RUN, text), CancelSignal.never());
  }

  private void assertThatNothingLasts() throws SQLException {
    assertThat(scene.database.ask(EVERYTHING)).isEqualTo(before);
    assertThat(scene.backends("state <> 'idle'")).isEmpty();
    assertThat(
            scene.database.ask(
                "select count(*) from pg_locks l join pg_stat_activity a using (pid)"
                    + " where a.application_name = 'countersign' and l.locktype = 'relation'"))
        .containsExactly("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update users set name = 'x' | 2",
        "update users set name = 'x' where id = 1 | 1",
        "delete from users | 2",
        "delete from users where id = 77 | 0",
        "delete from users returning id, repeat('x', 900000) | 2",
        "update slow set id = 9 from users u where u.id = slow.id | 2",
      })
  void theRowsThatAChangeWouldTouchAreCountedAndNothingLasts(String text, long rows)
      throws SQLException {
    assertThat(answered(tried(text)).affectedRows()).isEqualTo(rows);
    assertThatNothingLasts();
  }

  @Test
  void triggersFireAndSequencesGoOn() throws SQLException {
    long fired = Long.parseLong(scene.database.ask("select last_value from fired").getFirst());
    answered(tried("delete from users"));
    assertThat(scene.database.ask("select last_value > " + fired + " from fired"))
        .containsExactly("t");
    assertThatNothingLasts();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update users set name = null | CONSTRAINT | 23502",
        "update users set id = 1 | CONSTRAINT | 23505",
        "update users set id = 1 / (id - id) | OTHER | 22012",
        "delete from parents where id = 1 | CONSTRAINT | 23503",
        "delete from committing | OTHER | 2D000",
        "commit | OTHER | 25P01",
      })
  void aChangeThatWouldFailSaysWhyAndNothingLasts(String text, Kind kind, String state)
      throws SQLException {
    assertThat(fault(tried(text))).isEqualTo(new TargetFault(kind, state));
    assertThatNothingLasts();
  }

  @Test
  void whatATriggerWaitsForIsNotWaitedForLong() throws SQLException {
    assertThat(fault(tried("delete from slow"))).isEqualTo(new TargetFault(Kind.TIMEOUT, "57014"));
    assertThatNothingLasts();
  }

  @Test
  void theStatementAndWhatItDefersHaveOneDeadline() throws SQLException {
    assertThat(fault(tried("delete from deferring")))
        .isEqualTo(new TargetFault(Kind.TIMEOUT, "57014"));
    assertThatNothingLasts();
  }

  @Test
  void rowsOfTriggersAndCascadesAreNotInTheNumber() throws SQLException {
    assertThat(answered(tried("delete from branches where id = 1")).affectedRows()).isEqualTo(1);
    assertThatNothingLasts();
  }

  @Test
  void aLockOfAnotherIsNotWaitedForLong() throws SQLException {
    try (java.sql.Connection other = scene.database.open(TestPostgresql.SUPERUSER);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from users where id = 1 for update");
      assertThat(fault(tried("delete from users")))
          .isEqualTo(new TargetFault(Kind.LOCK_TIMEOUT, "55P03"));
      other.rollback();
    }
    assertThatNothingLasts();
  }

  @Test
  void oneThatIsKilledInTheMiddleChangesNothing() throws Exception {
    CompletableFuture<RawOutcome> running =
        scene.inBackground(scene.run(Run.Mode.DRY_RUN, "delete from slow"), CancelSignal.never());
    scene.terminate(scene.awaitBackend("wait_event = 'PgSleep'"));
    assertThat(fault(running.get(10, TimeUnit.SECONDS)).kind()).isNotEqualTo(Kind.CONSTRAINT);
    assertThatNothingLasts();
  }

  @Test
  void oneThatIsNoLongerWantedIsStopped() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    CompletableFuture<RawOutcome> running =
        scene.inBackground(scene.run(Run.Mode.DRY_RUN, "delete from slow"), cancelled::get);
    scene.awaitBackend("wait_event = 'PgSleep'");
    cancelled.set(true);
    assertThat(fault(running.get(10, TimeUnit.SECONDS)))
        .isEqualTo(new TargetFault(Kind.CANCELLED, "57014"));
    assertThatNothingLasts();
  }

  @Test
  void theSessionIsNotUsedAgain() throws SQLException {
    answered(tried("update users set name = 'x'"));
    assertThat(scene.backends("true and query ilike '%update users%'")).isEmpty();
  }
}
