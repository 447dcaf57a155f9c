package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.countersign.catalogue.Catalogue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was measured to lead other inspectors and parsers astray, each by its name. */
class InspectorMistakesTest {

  private final Classifier classifier = new Classifier();

  private static Arguments named(String name, String text) {
    return arguments(Named.of(name, text));
  }

  static Stream<Arguments> effectsThatHide() {
    return Stream.of(
        named(
            "MATERIALIZED hides a DELETE",
            "WITH d AS MATERIALIZED (DELETE FROM t RETURNING a) TABLE d"),
        named(
            "NOT MATERIALIZED hides a DELETE",
            "WITH d AS NOT MATERIALIZED (DELETE FROM t RETURNING a) TABLE d"),
        named("a dollar within a name", "SELECT 1 AS a$x$; DELETE FROM t; SELECT 2 AS b$x$"),
        named("a quoted option of EXPLAIN", "EXPLAIN (COSTS OFF, \"analyze\") DELETE FROM t"),
        named("an option of EXPLAIN as a number", "EXPLAIN (ANALYZE 1) DELETE FROM t"),
        named("an option of EXPLAIN given twice", "EXPLAIN (ANALYZE off, ANALYZE) DELETE FROM t"),
        named("SELECT INTO", "SELECT * INTO z FROM t"),
        named("SELECT INTO under EXPLAIN ANALYZE", "EXPLAIN ANALYZE SELECT * INTO z FROM t"),
        named("a table made under EXPLAIN ANALYZE", "EXPLAIN ANALYZE CREATE TABLE z AS SELECT 1"),
        named(
            "a view made under EXPLAIN ANALYZE",
            "EXPLAIN (ANALYZE) CREATE MATERIALIZED VIEW z AS SELECT 1"),
        named("COPY to a program", "COPY t TO PROGRAM 'x'"),
        named("COPY to a file", "COPY t TO '/file'"),
        named("COPY from a program", "COPY t FROM PROGRAM 'x'"),
        named("COPY of a change", "COPY (DELETE FROM t RETURNING a) TO STDOUT"),
        named("FOR SHARE", "SELECT * FROM t FOR SHARE"),
        named("FOR KEY SHARE in a sub-query", "SELECT * FROM (SELECT * FROM t FOR KEY SHARE) x"),
        named("nextval", "SELECT nextval('s')"),
        named("setval", "SELECT setval('s', 1)"),
        named("large objects", "SELECT lo_unlink(1)"),
        named("a second connection", "SELECT dblink_exec('x', 'delete from t')"),
        named("a function of the user", "SELECT my_function()"),
        named("a cast to a domain", "SELECT 5::my_domain"),
        named("a cast by CAST", "SELECT CAST('7' AS my_domain)"),
        named("a cast by the type before a constant", "SELECT my_domain '7'"),
        named("several statements", "SELECT 1; DROP TABLE t"),
        named("a statement after COMMIT", "SELECT 1; COMMIT; DELETE FROM t"),
        named("a statement after ROLLBACK", "ROLLBACK; DELETE FROM t"),
        named("GO is no separator", "SELECT 1\nGO\nDROP TABLE t"),
        named("a slash is no separator", "SELECT 1\n/\nDROP TABLE t"),
        named("blank lines are no separator", "SELECT 1\n\n\nDROP TABLE t"),
        named("two slashes are an operator", "SELECT 1 // nextval('s')"),
        named("a backslash that hides no quote", "SELECT 'a\\'; DELETE FROM t --'"),
        named("a name in unicode escapes", "SELECT U&\"n\\0065xtval\"('s')"),
        named("backticks", "SELECT `a` FROM t"),
        named("a name in brackets", "SELECT [a] FROM t"),
        named("a carriage return ends a line comment", "SELECT 1 -- x\r; DELETE FROM t"),
        named("a file", "SELECT pg_read_file('x')"),
        named("another session ended", "SELECT pg_terminate_backend(1)"),
        named("the configuration reloaded", "SELECT pg_reload_conf()"),
        named("the log switched", "SELECT pg_switch_wal()"),
        named("a replication slot", "SELECT pg_create_physical_replication_slot('x')"),
        named("statistics reset", "SELECT pg_stat_reset()"),
        named("CHECKPOINT", "CHECKPOINT"),
        named("LOCK", "LOCK t IN ACCESS EXCLUSIVE MODE"),
        named("ANALYZE", "ANALYZE t"),
        named("PREPARE", "PREPARE p AS DELETE FROM t"),
        named("the role by a function", "SELECT set_config('role', 'postgres', false)"),
        named("the role by SET", "SET SESSION AUTHORIZATION postgres"),
        named("the mode of the transaction", "SET TRANSACTION READ WRITE"),
        named("the default mode", "SET default_transaction_read_only = off"),
        named("RESET", "RESET ALL"),
        named("COMMIT", "COMMIT"),
        named("NOTIFY", "NOTIFY c"),
        named("a notice to others", "SELECT pg_notify('c', 'x')"),
        named("LISTEN", "LISTEN c"),
        named("an advisory lock", "SELECT pg_advisory_lock(1)"),
        named("a message in the log", "SELECT pg_logical_emit_message(true, 'x', 'y')"),
        named("sleep", "SELECT pg_sleep(9)"),
        named(
            "a query in a string", "SELECT query_to_xml('select nextval(''s'')', true, true, '')"),
        named("DO", "DO $$ BEGIN DELETE FROM t; END $$"),
        named("CALL", "CALL p()"));
  }

  @ParameterizedTest
  @MethodSource("effectsThatHide")
  void whatHidesAnEffectIsNoRead(String text) {
    assertThat(classifier.classify(text, Catalogue.none()).effect()).isNotEqualTo(Effect.READ);
  }

  static Stream<Arguments> readsThatLookBad() {
    return Stream.of(
        named("empty statements after it", "SELECT 1 ;;"),
        named("nested comments", "SELECT 1 /* /* ; DELETE FROM t */ */"),
        named("an escape that goes on with the string", "SELECT E'a\\'; DELETE FROM t --'"),
        named("a dollar quote", "SELECT $q$ ; DELETE FROM t $q$"),
        named("a string", "SELECT '; DELETE FROM t'"),
        named("a quoted name", "SELECT 1 AS \"; DELETE FROM t\""),
        named("a plan", "EXPLAIN DELETE FROM t"));
  }

  @ParameterizedTest
  @MethodSource("readsThatLookBad")
  void whatOnlyLooksBadIsARead(String text) {
    Classification found = classifier.classify(text, Catalogue.none());

    assertThat(found.effect()).as(found.reason()).isEqualTo(Effect.READ);
  }
}
