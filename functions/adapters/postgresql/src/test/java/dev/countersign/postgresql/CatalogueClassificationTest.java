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
      CREATE FUNCTION evil_final(int8[]) RETURNS int LANGUAGE sql AS 'SELECT public.evil(1)';
      CREATE FUNCTION to_xml_evil(text) RETURNS xml LANGUAGE sql IMMUTABLE
        AS 'SELECT query_to_xml($1, true, true, '''')';

      CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
      CREATE FUNCTION named(x int, y int) RETURNS int LANGUAGE sql STABLE AS 'SELECT x + y';
      CREATE FUNCTION rows_of_t() RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT * FROM public.t';

      CREATE FUNCTION unsure_relation() RETURNS int LANGUAGE sql STABLE AS 'SELECT a FROM t';
      CREATE FUNCTION said_volatile() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION returned(x int) RETURNS int LANGUAGE sql RETURN x + 1;
      DO $do$ BEGIN EXECUTE 'CREATE FUNCTION atomic() RETURNS bigint LANGUAGE sql
        BEGIN ATOMIC SELECT count(*) FROM t; END'; END $do$;
      CREATE FUNCTION evil_returned(x int) RETURNS int LANGUAGE sql RETURN evil(x);
      DO $do$ BEGIN EXECUTE 'CREATE FUNCTION evil_atomic() RETURNS int LANGUAGE sql STABLE
        BEGIN ATOMIC INSERT INTO t VALUES (3); SELECT 1; END'; END $do$;
      DO $do$ BEGIN EXECUTE 'CREATE FUNCTION atomic_twice() RETURNS int LANGUAGE sql
        BEGIN ATOMIC SELECT 1; SELECT 2; END'; END $do$;
      CREATE FUNCTION plain_default(x int DEFAULT 1 + 2, y text DEFAULT upper('a')) RETURNS int
        LANGUAGE sql AS 'SELECT x';
      CREATE FUNCTION default_counts(x bigint DEFAULT nextval('s')) RETURNS bigint LANGUAGE sql
        AS 'SELECT x';
      CREATE AGGREGATE plain_total(int) (sfunc = int4pl, stype = int, initcond = '0');
      CREATE AGGREGATE plain_mean(int) (sfunc = int4_avg_accum, stype = int8[], finalfunc = int8_avg,
        initcond = '{0,0}');
      CREATE AGGREGATE evil_mean(int) (sfunc = int4_avg_accum, stype = int8[],
        finalfunc = evil_final, initcond = '{0,0}');
      CREATE AGGREGATE xml_total(text) (sfunc = textcat, stype = text, finalfunc = to_xml_evil);
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

      CREATE TYPE shown AS (x int);
      CREATE FUNCTION show_evil(shown) RETURNS text LANGUAGE sql AS 'SELECT public.evil(1)::text';
      CREATE CAST (shown AS text) WITH FUNCTION show_evil(shown) AS IMPLICIT;
      CREATE TABLE has_shown (c shown, id int);
      INSERT INTO has_shown VALUES (ROW(1), 1);
      CREATE TABLE has_shown_inside (many shown[]);
      CREATE TABLE row_shown (x int);
      CREATE FUNCTION row_json(row_shown) RETURNS json LANGUAGE sql
        AS 'SELECT to_json(public.evil(1))';
      CREATE CAST (row_shown AS json) WITH FUNCTION row_json(row_shown);
      CREATE VIEW v_shown AS SELECT c AS d FROM has_shown;
      CREATE TYPE compared AS (x int);
      CREATE FUNCTION evil_compare(compared, compared) RETURNS int LANGUAGE sql IMMUTABLE
        AS 'SELECT public.evil(1)';
      CREATE OPERATOR CLASS compared_ops DEFAULT FOR TYPE compared USING btree
        AS FUNCTION 1 evil_compare(compared, compared);
      CREATE TABLE has_compared (c compared);

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
    catalogue = database.catalogue();
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
        "SELECT said_volatile(), returned(1), atomic()",
        "SELECT plain_default(), plain_default(1), plain_default(y => 'b')",
        "SELECT plain_total(a), public.plain_mean(a), plain_total(DISTINCT a) FILTER (WHERE a > 0) FROM t",
        "SELECT plain_mean(a) OVER (ORDER BY a) FROM t",
        "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (a positive PATH '$')) j",
        "SELECT JSON_VALUE('{\"a\": 1}', '$.a' RETURNING positive)",
        "SELECT U&\"tw\\0069ce\"(2), 'ok'::U&\"m!006fod\" UESCAPE '!'",
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
        "SELECT evil_returned(1)",
        "SELECT evil_atomic()",
        "SELECT atomic_twice()",
        "SELECT default_counts()",
        "SELECT evil_mean(a) FROM t",
        "SELECT xml_total(b) FROM t",
        "SELECT c::text FROM has_shown",
        "SELECT id FROM has_shown WHERE length(c) > 1",
        "SELECT to_json(r) FROM row_shown r",
        "SELECT JSON_ARRAY(r RETURNING json) FROM row_shown r",
        "SELECT unnest(many)::text FROM has_shown_inside",
        "SELECT d::text FROM v_shown",
        "SELECT c FROM has_compared ORDER BY c",
        "SELECT JSON_VALUE('1', '$' RETURNING evil_domain)",
        "SELECT * FROM JSON_TABLE('1', '$' COLUMNS (a evil_domain PATH '$')) j",
        "SELECT JSON_QUERY('1', '$' RETURNING evil_pair)",
        "SELECT JSON_VALUE('{}', '$.a' DEFAULT evil(1) ON EMPTY)",
        "SELECT U&\"\\0065vil\"(1)",
        "SELECT 1::U&\"evil!005fdomain\" UESCAPE '!'",
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
