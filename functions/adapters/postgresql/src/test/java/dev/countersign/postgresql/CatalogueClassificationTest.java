package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a text means on a live target: its own routines, types, operators and casts are known by
 * what they do, not by what they are called.
 */
final class CatalogueClassificationTest {

  private static final String SCRIPT =
      """
      CREATE TABLE t (a int, b text);
      INSERT INTO t VALUES (1, 'x');
      CREATE SEQUENCE s;
      CREATE FUNCTION evil(int) RETURNS int LANGUAGE plpgsql
        AS 'BEGIN INSERT INTO public.t VALUES ($1); RETURN $1; END';
      CREATE FUNCTION evil(int, int) RETURNS int LANGUAGE sql AS 'SELECT public.evil($1)';
      CREATE FUNCTION evil_check(int) RETURNS bool LANGUAGE sql AS 'SELECT public.evil($1) > 0';

      CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
      CREATE FUNCTION named(x int, y int) RETURNS int LANGUAGE sql STABLE AS 'SELECT x + y';
      CREATE FUNCTION rows_of_t() RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT * FROM public.t';

      CREATE FUNCTION unsure_relation() RETURNS int LANGUAGE sql STABLE AS 'SELECT a FROM t';
      CREATE FUNCTION volatile_one() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION calls_evil() RETURNS int LANGUAGE sql STABLE AS 'SELECT public.evil(1)';
      CREATE FUNCTION calls_nextval() RETURNS bigint LANGUAGE sql STABLE
        AS 'SELECT nextval(''public.s'')';
      CREATE FUNCTION in_plpgsql() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
      CREATE FUNCTION two_statements() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1; SELECT 2';
      CREATE FUNCTION with_default(x int DEFAULT public.evil(1)) RETURNS int LANGUAGE sql IMMUTABLE
        AS 'SELECT x';
      CREATE FUNCTION with_rights() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT 1';
      CREATE FUNCTION with_setting() RETURNS int LANGUAGE sql STABLE SET search_path = public
        AS 'SELECT 1';
      CREATE FUNCTION overloaded(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION overloaded(text) RETURNS int LANGUAGE sql AS 'SELECT public.evil(1)';
      CREATE SCHEMA other;
      CREATE FUNCTION twofold() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION other.twofold(int) RETURNS int LANGUAGE sql AS 'SELECT public.evil($1)';
      CREATE FUNCTION other.elsewhere() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION lower(int) RETURNS int LANGUAGE sql AS 'SELECT public.evil($1)';
      CREATE FUNCTION nextval(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION of_row(t) RETURNS int LANGUAGE sql AS 'SELECT public.evil($1.a)';
      CREATE AGGREGATE total(int) (sfunc = evil, stype = int, initcond = '0');

      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TYPE pair AS (x int, m mood);
      CREATE DOMAIN evil_domain AS int CHECK (evil_check(VALUE));
      CREATE DOMAIN sly AS int CHECK (VALUE::evil_domain > 0);
      CREATE TYPE evil_pair AS (x int, d evil_domain);
      CREATE TABLE evil_table (d evil_domain);
      CREATE FUNCTION takes_evil(evil_domain) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE TYPE castable AS (x int);
      CREATE FUNCTION to_castable(text) RETURNS castable LANGUAGE sql AS 'SELECT ROW(public.evil(1))';
      CREATE CAST (text AS castable) WITH FUNCTION to_castable(text);

      CREATE OPERATOR || (leftarg = int, rightarg = int, function = evil);
      CREATE FUNCTION to_box(float8) RETURNS box LANGUAGE sql AS 'SELECT NULL::box';
      CREATE CAST (float8 AS box) WITH FUNCTION to_box(float8);
      CREATE VIEW v AS SELECT a FROM t;
      CREATE VIEW v_evil AS SELECT evil(a) FROM t;
      """;

  private static TestDatabase database;
  private static Catalogue catalogue;

  @BeforeAll
  static void survey() throws SQLException {
    database = TestPostgresql.fresh(TestPostgresql.SUPERUSER, SCRIPT);
    try (PostgresqlTarget target =
        database.target(TestPostgresql.SUPERUSER, TestPostgresql.SUPERUSER, TestDatabase.LIMITS)) {
      catalogue = target.survey();
    }
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  private static Classification classify(String text) {
    return new Classifier().classify(text, catalogue);
  }

  /** What is rewritten runs as it would: in a READ ONLY transaction with an empty search path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT twice(2)",
        "SELECT public.twice(a) FROM t",
        "SELECT named(1, y => 2)",
        "SELECT a FROM rows_of_t()",
        "SELECT other.elsewhere()",
        "SELECT 'ok'::mood, CAST('sad' AS public.mood), mood 'ok'",
        "SELECT 7::positive",
        "SELECT ROW(1, 'ok')::pair",
        "SELECT ARRAY['ok']::mood[]",
        "SELECT (json_populate_record(NULL::pair, '{\"x\": 1}')).x",
        "SELECT count(*) FROM v",
        "SELECT NULL::t",
      })
  void whatIsKnownToBeFreeOfEffectsIsARead(String text) throws SQLException {
    Classification found = classify(text);

    assertThat(found.effect()).as(found.reason()).isEqualTo(Effect.READ);
    MaskVerdict verdict =
        new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), new TreeSet<>());
    assertThat(verdict).isInstanceOf(MaskVerdict.Planned.class);
    assertThat(rows(((MaskVerdict.Planned) verdict).plan().text())).isPositive();
  }

  private static int rows(String text) throws SQLException {
    try (Connection connection = database.open(TestPostgresql.SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN READ ONLY; SET LOCAL search_path = ''");
      try (ResultSet answer = statement.executeQuery(text)) {
        int rows = 0;
        while (answer.next()) {
          rows++;
        }
        return rows;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT evil(1)",
        "SELECT unsure_relation()",
        "SELECT volatile_one()",
        "SELECT calls_evil()",
        "SELECT calls_nextval()",
        "SELECT in_plpgsql()",
        "SELECT two_statements()",
        "SELECT with_default()",
        "SELECT with_rights()",
        "SELECT with_setting()",
        "SELECT overloaded(1)",
        "SELECT public.overloaded(1)",
        "SELECT twofold()",
        "SELECT elsewhere()",
        "SELECT lower('A')",
        "SELECT nextval(1)",
        "SELECT nextval('s')",
        "SELECT public.nextval(1)",
        "SELECT of_row(t) FROM t",
        "SELECT t.of_row FROM t",
        "SELECT (t).of_row FROM t",
        "SELECT t.twice FROM t",
        "SELECT total(a) FROM t",
        "SELECT takes_evil(1)",
        "SELECT 1::evil_domain",
        "SELECT 1::sly",
        "SELECT evil_domain '1'",
        "SELECT NULL::evil_pair",
        "SELECT json_populate_record(NULL::evil_pair, '{}')",
        "SELECT json_populate_record(x, '{}') FROM evil_table x",
        "SELECT json_populate_record(ROW(1)::record, '{}')",
        "SELECT 'x'::castable",
        "SELECT 1 || 2",
        "SELECT 1 OPERATOR(public.||) 2",
        "SELECT 1.5::float8::box",
        "SELECT * FROM v_evil",
        "SELECT * FROM json_to_record('{}') AS x(d evil_domain)",
      })
  void whatMayHaveAnEffectIsNoneOnThisTargetEither(String text) {
    assertThat(classify(text).effect()).isNotEqualTo(Effect.READ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT rows_of_t()", "SELECT a FROM public.rows_of_t()"})
  void whatAFunctionReadsIsTouched(String text) {
    Classification found = classify(text);

    assertThat(found.relations()).extracting(use -> use.relation().toString()).contains("public.t");
    assertThat(found.columns()).extracting(use -> use.column().toString()).contains("public.t.b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT a FROM rows_of_t()", "SELECT public.rows_of_t()"})
  void aFunctionThatReadsIsNotCalledBesideMaskedColumns(String text) {
    TreeSet<ColumnName> masked = new TreeSet<>();
    classify(text).columns().forEach(use -> masked.add(use.column()));

    assertThat(new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), masked))
        .isInstanceOf(MaskVerdict.Refused.class);
  }
}
