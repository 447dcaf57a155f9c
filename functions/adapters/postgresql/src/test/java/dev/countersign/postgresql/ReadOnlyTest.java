package dev.countersign.postgresql;

import static dev.countersign.postgresql.TargetScene.answered;
import static dev.countersign.postgresql.TargetScene.cell;
import static dev.countersign.postgresql.TargetScene.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads as a role that may write: what keeps them from it is the transaction. */
final class ReadOnlyTest {

  private static TargetScene scene;
  private static PostgresqlTarget asOwner;

  @BeforeAll
  static void open() throws SQLException {
    scene = TargetScene.open();
    asOwner = scene.database.target(TargetScene.OWNER, TargetScene.OWNER, scene.limits);
  }

  @AfterAll
  static void close() throws SQLException {
    asOwner.close();
    scene.close();
  }

  private TargetFault refused(String text) {
    return fault(asOwner.run(scene.run(Run.Mode.READ_ONLY, text), CancelSignal.never()));
  }

  private String read(String text) {
    return cell(answered(asOwner.run(scene.run(Run.Mode.READ_ONLY, text), CancelSignal.never())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from users",
        "with d as materialized (delete from users returning id) select 1",
        "select * from users for update",
        "select * into z from users",
        "create table z as select 1 as a",
        "explain analyze delete from users",
        "vacuum users",
        "set transaction read write",
        "begin read write",
        "set local transaction_read_only = off",
        "select set_config('transaction_read_only', 'off', false)",
        "set default_transaction_read_only = off",
        "commit",
        "rollback and chain",
        "prepare p as delete from users",
        "notify somebody",
        "listen anybody",
        "lock table users in access share mode",
      })
  void whatIsNoReadIsAViolationAndLeavesNothing(String text) throws SQLException {
    List<String> before = everything();

    assertThat(refused(text).kind()).isEqualTo(Kind.CLASSIFICATION_MISS);

    assertThat(everything()).isEqualTo(before);
    assertThat(refused("delete from users"))
        .isEqualTo(new TargetFault(Kind.CLASSIFICATION_MISS, "25006"));
  }

  @Test
  void whatReadOnlyLetsThroughIsRolledBack() throws SQLException {
    List<String> before = everything();

    asOwner.run(
        scene.run(Run.Mode.READ_ONLY, "explain analyze create table z as select 1 as a"),
        CancelSignal.never());

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aSettingOfOneOperationIsNotSeenByTheNext() throws SQLException {
    String backend = read("select pg_backend_pid()");

    read("select set_config('myapp.user', 'eve', false)");
    read("select set_config('search_path', 'pg_catalog', false)");
    read("select pg_advisory_lock(7)::text");

    assertThat(read("select pg_backend_pid()")).isEqualTo(backend);
    assertThat(read("select coalesce(current_setting('myapp.user', true), '')")).isEmpty();
    assertThat(read("show search_path")).isEqualTo("\"public\", \"pg_temp\"");
    assertThat(scene.database.ask("select count(*) from pg_locks where locktype = 'advisory'"))
        .containsExactly("0");
  }

  @Test
  void aReadSeesFixedSettingsWhateverTheRoleHas() throws SQLException {
    // Closed, it opens a new session, which is the one that the role's settings apply to.
    scene.database.execute(
        "ALTER ROLE owner IN DATABASE %s SET standard_conforming_strings = off"
            .formatted(scene.database.name()));
    scene.database.execute(
        "ALTER ROLE owner IN DATABASE %s SET IntervalStyle = 'iso_8601'"
            .formatted(scene.database.name()));
    scene.database.execute(
        "ALTER ROLE owner IN DATABASE %s SET transform_null_equals = on"
            .formatted(scene.database.name()));

    asOwner.close();

    assertThat(read("select 'a\\nb'")).isEqualTo("a\\nb");
    assertThat(read("select interval '1 day'")).isEqualTo("1 day");
    assertThat(read("select count(*) from users where name = null")).isEqualTo("0");
    assertThat(read("show enable_indexonlyscan")).isEqualTo("off");
    assertThat(read("show timezone")).isEqualTo("UTC");
    assertThat(read("show lc_monetary")).isEqualTo("C");
    assertThat(read("show statement_timeout")).isEqualTo("10s");
    assertThat(read("show lock_timeout")).isEqualTo("2s");
    assertThat(read("show idle_in_transaction_session_timeout")).isEqualTo("10s");
    assertThat(read("show datestyle")).isEqualTo("ISO, YMD");
    assertThat(read("show client_encoding")).isEqualTo("UTF8");
    assertThat(read("show application_name")).isEqualTo("countersign");
  }

  @Test
  void aReadComesOnlyAsFarAsItsLimitOfRowsAndIsNotComputedMuchFurther() throws SQLException {
    try (TargetScene small =
        TargetScene.open(
            new Connection.Limits(
                scene.limits.statementTimeout(), scene.limits.lockTimeout(), 100, 1 << 20))) {
      // Row 3,000 is an error for whoever computes it.
      var answer = small.answer("select n, 1 / (n - 3000) from generate_series(1, 1000000) n");

      assertThat(answer.rows()).hasSize(100);
      assertThat(answer.rows().getLast().getFirst()).isEqualTo(Optional.of("100"));
      assertThat(answer.truncated()).isTrue();
      assertThat(small.answer("select n from generate_series(1, 100) n").truncated()).isFalse();
      assertThat(small.answer("select n from generate_series(1, 101) n").truncated()).isTrue();
    }
  }

  @Test
  void aReadComesOnlyAsFarAsItsLimitOfBytes() throws SQLException {
    try (TargetScene small =
        TargetScene.open(
            new Connection.Limits(
                scene.limits.statementTimeout(), scene.limits.lockTimeout(), 1_000, 10_000))) {
      var answer = small.answer("select repeat('x', 999) from generate_series(1, 500)");

      assertThat(answer.rows()).hasSize(10);
      assertThat(answer.truncated()).isTrue();

      var tooLarge = small.answer("select repeat('x', 20000)");
      assertThat(tooLarge.rows()).isEmpty();
      assertThat(tooLarge.truncated()).isTrue();
    }
  }

  @Test
  void aRowThatNoMemoryShouldHoldIsRefusedAndTheSessionGivenUp() {
    assertThat(refused("select repeat('x', 20000000)"))
        .isEqualTo(new TargetFault(Kind.OTHER, "54000"));

    assertThat(read("select 1")).isEqualTo("1");
  }

  private List<String> everything() throws SQLException {
    return scene.database.ask(
        """
        SELECT string_agg(u::text, ',' ORDER BY id) FROM users u
        UNION ALL SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE oid >= 16384
        UNION ALL SELECT count(*)::text FROM pg_prepared_statements\
        """);
  }
}
