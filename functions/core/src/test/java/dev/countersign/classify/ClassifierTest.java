package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {

  private static final char NO_QUOTES = '\0';

  private final Classifier classifier = new Classifier();

  private Classification classify(String text) {
    return classifier.classify(text, Catalogue.none());
  }

  private static String uses(Classification classification) {
    return String.join(
        " ",
        classification.relations().stream()
            .map(use -> use.access().name().charAt(0) + ":" + use.relation())
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select count(*) from a join b using (id) where a.x > $1 group by 1 having true limit 3",
        "WITH d AS MATERIALIZED (SELECT 1) SELECT * FROM d;",
        "VALUES (1), (2)",
        "TABLE t",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SELECT * FROM generate_series(1, 3) AS g(x)",
        "SELECT U&'d\\0061t\\+000061\\\\'",
        "SELECT * FROM t TABLESAMPLE system (1)",
        "SELECT (array[1]).cardinality, g.abs FROM generate_series(1, 2) g",
        "SELECT (t).name, t.system, t.lo_price, t.has_more, (row(1)).f1 FROM t",
        "SELECT pg_catalog.lower(a), a::text, CAST(a AS numeric(10, 2)), date '2020-01-01' FROM t",
        "SELECT a OPERATOR(pg_catalog.+) 1 FROM t",
        "SELECT \"lower\"('A')",
        "SELECT 'nextval(''s'')', $$ delete from t $$ -- delete",
        "SELECT date_trunc('month', d), sum(x) OVER (PARTITION BY y ORDER BY z) FROM t",
        "SELECT regclass('t'), float8(1)",
        "SELECT substring('Tom'::text || a SIMILAR '%#\"o_a#\"_' ESCAPE '#') = 'o' FROM t",
        "SHOW server_version",
        "SELECT current_setting('x'), has_table_privilege('t', 'SELECT')",
        "SELECT pg_current_xact_id_if_assigned(), pg_stat_get_live_tuples(1)",
        "SELECT table_to_xmlschema('t', true, true, '')",
        "SELECT int4in('1')",
        "EXPLAIN CREATE TABLE z (a) AS SELECT a FROM t",
        "EXPLAIN (COSTS OFF) CREATE MATERIALIZED VIEW s.z AS SELECT 1 WITH NO DATA",
        "EXPLAIN DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1",
        "EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT a FROM t",
        "EXPLAIN SELECT * FROM t",
        "EXPLAIN ANALYZE SELECT * FROM t",
        "EXPLAIN DELETE FROM t",
        "EXPLAIN (ANALYZE off) UPDATE t SET a = 1",
      })
  void whatChangesNothingIsARead(String text) {
    Classification classification = classify(text);

    assertThat(classification.effect()).as(classification.reason()).isEqualTo(Effect.READ);
    assertThat(classification.reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH d AS MATERIALIZED (DELETE FROM t RETURNING a) SELECT * FROM d",
        "WITH d AS NOT MATERIALIZED (DELETE FROM t RETURNING a) SELECT 1",
        "SELECT 1 AS a$x$; DELETE FROM t; SELECT 2 AS b$x$",
        "EXPLAIN (COSTS OFF, \"analyze\") DELETE FROM t",
        "SELECT * INTO z FROM t",
        "EXPLAIN SELECT * INTO z FROM t",
        "EXPLAIN ANALYZE SELECT 1 AS x INTO z",
        "EXPLAIN ANALYZE CREATE TABLE z AS SELECT 1",
        "COPY t TO PROGRAM 'x'",
        "COPY t TO '/file'",
        "COPY t TO STDOUT",
        "SELECT * FROM t FOR SHARE",
        "SELECT * FROM (SELECT * FROM t FOR NO KEY UPDATE) x",
        "SELECT nextval('s')",
        "SELECT setval('s', 1)",
        "SELECT lo_import('/etc/passwd')",
        "SELECT dblink('x', 'y')",
        "SELECT my_function()",
        "SELECT public.lower('x')",
        "SELECT x.pg_catalog.lower('x')",
        "SELECT '7'::my_domain",
        "SELECT CAST('7' AS my_domain)",
        "SELECT my_domain '7'",
        "SELECT my_domain('7')",
        "SELECT * FROM json_to_record('{}') AS x(a my_domain)",
        "SELECT ARRAY['7']::my_domain[]",
        "SELECT x FROM xmltable('/a' PASSING '<a/>' COLUMNS a my_domain)",
        "SELECT 1 ~~> 2",
        "SELECT 1 OPERATOR(public.+) 2",
        "SELECT * FROM t ORDER BY a USING ~~>",
        "SELECT a = ANY (SELECT nextval('s')) FROM t",
        "SELECT 1 FROM t LIMIT nextval('s')",
        "SELECT 1 FROM t TABLESAMPLE my_method (1)",
        "SELECT (0.1).pg_sleep",
        "SELECT (5).pg_terminate_backend FROM t",
        "SELECT ('s'::regclass).nextval",
        "SELECT (array[1])[1].pg_advisory_lock",
        "SELECT ((SELECT 1)).lo_unlink",
        "SELECT (t.a).setseed FROM t",
        "SELECT ('select to_tsvector(a) from t').ts_stat",
        "SELECT g.pg_advisory_lock FROM unnest(array[1]) g",
        "SELECT 1 FROM generate_series(1, 2) g ORDER BY g.pg_advisory_lock",
        "SELECT (1).pg_function_of_a_later_version",
        "SELECT 1 FROM t TABLESAMPLE system (nextval('s'))",
        "SELECT count(*) FILTER (WHERE nextval('s') > 1) FROM t",
        "SELECT sum(a) OVER (ROWS nextval('s') PRECEDING) FROM t",
        "SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY nextval('s'))",
        "SELECT 1 GROUP BY GROUPING SETS ((nextval('s')))",
        "SELECT DISTINCT ON (nextval('s')) 1",
        "SELECT a[nextval('s')] FROM t",
        "SELECT CASE WHEN nextval('s') > 1 THEN 1 END",
        "SELECT * FROM a JOIN b ON nextval('s') = 1",
        "SELECT coalesce(nextval('s'), 1)",
        "SELECT xmlelement(name a, xmlattributes(nextval('s') AS b))",
        "SELECT extract(epoch FROM my_function())",
        "EXPLAIN SELECT my_immutable(1)",
        "SELECT query_to_xml('select 1', true, true, '')",
        "SELECT setseed(0)",
        "SELECT pg_input_is_valid('7', 'my_domain')",
        "SELECT json_populate_record(NULL::my_row, '{}')",
        "SELECT table_to_xml('t', true, true, '')",
        "SELECT array_in('{7}', 1, 1)",
        "SELECT pg_current_xact_id()",
        "SELECT pg_ls_dir('/')",
        "SELECT pg_read_file('x')",
        "EXPLAIN EXECUTE p",
        "EXPLAIN ANALYZE CREATE MATERIALIZED VIEW z AS SELECT 1",
        "EXPLAIN (ANALYZE) DECLARE c CURSOR FOR SELECT my_function()",
        "SELECT pg_sleep(1)",
        "SELECT txid_current()",
        "SELECT domain_in('7', 1, 1)",
        "SELECT jsonb_populate_record(t, '{}') FROM t",
        "SELECT 1; SELECT 2",
        "SELECT `a` FROM t",
        "SELECT U&\"n\\0065xtval\"('s')",
        "\ufeffSELECT 1",
        "",
        "  -- nothing",
        "\0",
        "x",
      })
  void whatMayHaveAnEffectIsNeverARead(String text) {
    Classification classification = classify(text);

    assertThat(classification.effect()).isNotEqualTo(Effect.READ);
    assertThat(classification.reason()).isNotEmpty().doesNotContain("\n", "passwd", "select 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = NO_QUOTES,
      value = {
        "INSERT INTO t SELECT * FROM u ~ WRITE ~ W:.t R:.u",
        "UPDATE s.t SET a = 1 FROM u WHERE true ~ WRITE ~ W:s.t R:.u",
        "DELETE FROM ONLY t USING u ~ WRITE ~ W:.t R:.u",
        "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE ~ WRITE ~ W:.t R:.u",
        "WITH d AS (DELETE FROM t RETURNING 1) SELECT * FROM d, u ~ WRITE ~ W:.t R:.u",
        "WITH t AS (SELECT 1) DELETE FROM t USING t ~ WRITE ~ W:.t",
        "INSERT INTO t VALUES (nextval('s.q')) ~ WRITE ~ W:.t W:s.q",
        "INSERT INTO t VALUES (nextval('q'::regclass)) ~ WRITE ~ W:.q W:.t",
        "SELECT nextval($1) ~ UNKNOWN ~ ",
        "INSERT INTO t VALUES (my_function()) ~ UNKNOWN ~ W:.t",
        "SELECT * FROM t FOR UPDATE ~ WRITE ~ R:.t W:.t",
        "SELECT 1 INTO z FROM t ~ SCHEMA ~ R:.t W:.z",
        "TRUNCATE TABLE ONLY t, s.u CASCADE ~ WRITE ~ W:.t W:s.u",
        "COPY t (a, b) FROM STDIN ~ WRITE ~ W:.t",
        "COPY t FROM PROGRAM 'x' ~ ADMIN ~ W:.t",
        "COPY (DELETE FROM t RETURNING 1) TO STDOUT ~ ADMIN ~ W:.t",
        "LOCK TABLE t IN ACCESS SHARE MODE ~ WRITE ~ W:.t",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY m ~ WRITE ~ W:.m",
        "CREATE TABLE IF NOT EXISTS s.t (a int) ~ SCHEMA ~ W:s.t",
        "CREATE TEMP TABLE z AS SELECT * FROM t WITH NO DATA ~ SCHEMA ~ W:.z R:.t",
        "CREATE OR REPLACE VIEW v AS SELECT * FROM t ~ SCHEMA ~ W:.v R:.t",
        "CREATE TABLE z AS SELECT my_function() ~ UNKNOWN ~ W:.z",
        "CREATE TABLE z AS EXECUTE p ~ UNKNOWN ~ W:.z",
        "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY t (a) ~ SCHEMA ~ W:.t",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'x' ~ SCHEMA ~ ",
        "ALTER TABLE IF EXISTS ONLY t ADD a int ~ SCHEMA ~ W:.t",
        "DROP TABLE IF EXISTS t, s.u ~ SCHEMA ~ W:.t W:s.u",
        "COMMENT ON TABLE t IS 'x' ~ SCHEMA ~ W:.t",
        "ALTER SYSTEM SET work_mem = '1MB' ~ ADMIN ~ ",
        "CREATE ROLE r ~ ADMIN ~ ",
        "GRANT SELECT ON t TO PUBLIC ~ ADMIN ~ ",
        "VACUUM (FULL) t, u ~ ADMIN ~ R:.t R:.u",
        "SET ROLE x ~ ADMIN ~ ",
        "BEGIN READ WRITE ~ ADMIN ~ ",
        "PREPARE TRANSACTION 'x' ~ ADMIN ~ ",
        "DO $$ begin end $$ ~ UNKNOWN ~ ",
        "CALL p() ~ UNKNOWN ~ ",
        "PREPARE p AS SELECT 1 ~ UNKNOWN ~ ",
        "EXPLAIN ANALYZE EXECUTE p ~ UNKNOWN ~ ",
        "NOTIFY c ~ ADMIN ~ ",
        "FROB t ~ UNKNOWN ~ ",
        "INSERT t ~ UNKNOWN ~ ",
      })
  void effectsAndRelationsAreNamed(String text, String effect, String uses) {
    Classification classification = classify(text);

    assertThat(classification.effect()).isEqualTo(Effect.valueOf(effect));
    String expected = uses == null ? "" : uses;
    assertThat(Set.of(uses(classification).split(" "))).isEqualTo(Set.of(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = NO_QUOTES,
      value = {
        "DELETE FROM t ~ NO_WHERE",
        "WITH x AS (UPDATE t SET a = 1 RETURNING 1) SELECT 1 ~ NO_WHERE",
        "SELECT * FROM t FOR SHARE ~ LOCKING",
        "LOCK t ~ LOCKING",
        "SELECT 1; SELECT 2 ~ SEVERAL_STATEMENTS",
        "SELEC 1 ~ UNPARSABLE",
        "SELECT 1 FROM ~ UNPARSABLE",
        "SELECT ' ~ UNPARSABLE",
        "DO 'x' ~ DYNAMIC_CODE",
        "EXECUTE p ~ DYNAMIC_CODE",
        "COMMIT ~ TRANSACTION_CONTROL",
        "SET search_path = x ~ SESSION_CONTROL",
        "SELECT f() ~ NOT_ON_ALLOW_LIST",
      })
  void signalsAreGiven(String text, Signal signal) {
    assertThat(classify(text).signals()).containsExactly(signal);
  }

  @Test
  void anUpdateOfTheRowOfACursorHasItsCondition() {
    assertThat(classify("DELETE FROM t WHERE CURRENT OF c").signals()).isEmpty();
  }

  @Test
  void functionsAreNamedAsWrittenAndFolded() {
    assertThat(classify("SELECT Lower(a), pg_catalog.UPPER(b), \"F\"(c) FROM t").functions())
        .containsExactly("F", "lower", "pg_catalog.upper");
  }

  private static Relation relation(
      String schema, String name, RelationKind kind, boolean calls, RelationName... below) {
    SortedSet<RelationName> dependsOn = new TreeSet<>(List.of(below));
    Column column = new Column("a", "integer", true, false);
    RelationName full = new RelationName(schema, name);
    return new Relation(full, kind, List.of(column), List.of(), dependsOn, calls, "");
  }

  private static Catalogue catalogue() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    RelationName table = new RelationName("shop", "t");
    for (Relation relation :
        List.of(
            relation("shop", "t", RelationKind.TABLE, false),
            relation("public", "t", RelationKind.TABLE, false),
            relation("public", "u", RelationKind.TABLE, true),
            relation("public", "v", RelationKind.VIEW, false, table),
            relation("public", "w", RelationKind.VIEW, true, table))) {
      relations.put(relation.name(), relation);
    }
    return new Catalogue(
        List.of("shop", "public"),
        relations,
        new TreeSet<>(Set.of("money_amount", "int4")),
        new TreeSet<>(Set.of("lower", "f_attr", "substring", "system")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = NO_QUOTES,
      value = {
        "SELECT * FROM t ~ READ ~ R:shop.t",
        "SELECT * FROM T, public.t ~ READ ~ R:shop.t R:public.t",
        "SELECT * FROM v ~ READ ~ R:public.v R:shop.t",
        "UPDATE v SET a = 1 WHERE true ~ WRITE ~ W:public.v W:shop.t",
        "SELECT * FROM w ~ UNKNOWN ~ R:public.w R:shop.t",
        "SELECT * FROM u ~ UNKNOWN ~ R:public.u",
        "SELECT * FROM missing ~ UNKNOWN ~ R:.missing",
        "SELECT * FROM \"T\" ~ UNKNOWN ~ R:.T",
        "SELECT * FROM pg_class, information_schema.tables ~ READ ~ R:pg_catalog.pg_class"
            + " R:information_schema.tables",
        "SELECT lower(a::text) FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT substring('abc' FROM 2) FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT t.f_attr FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT (t).f_attr FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT f_attr FROM t ~ READ ~ R:shop.t",
        "SELECT t.* FROM t ~ READ ~ R:shop.t",
        "SELECT a::money_amount FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT a::int FROM t ~ UNKNOWN ~ R:shop.t",
        "SELECT * FROM t TABLESAMPLE system (1) ~ UNKNOWN ~ R:shop.t",
        "CREATE TABLE z (a int) ~ SCHEMA ~ W:shop.z",
        "CREATE TABLE s.z AS SELECT a FROM t ~ SCHEMA ~ W:s.z R:shop.t",
        "SELECT a INTO z FROM t ~ SCHEMA ~ W:shop.z R:shop.t",
        "CREATE OR REPLACE VIEW v AS SELECT 1 ~ SCHEMA ~ W:public.v W:shop.t",
        "DROP TABLE z ~ UNKNOWN ~ W:.z",
      })
  void theCatalogueResolvesNamesAndTakesThemOffTheList(String text, String effect, String uses) {
    Classification classification = classifier.classify(text, catalogue());

    assertThat(classification.effect()).isEqualTo(Effect.valueOf(effect));
    assertThat(Set.of(uses(classification).split(" "))).isEqualTo(Set.of(uses.split(" ")));
  }
}
