package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.execute.TargetUnavailable;
import dev.countersign.operation.ConnectionName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a survey by a role without any privilege finds in a database with something of each kind.
 */
final class PostgresqlSurveyTest {

  private static final String SCRIPT =
      """
      CREATE EXTENSION dblink;
      CREATE SCHEMA sales;
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE FUNCTION check_it(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 > 0';
      CREATE FUNCTION pg_catalog.sneaky() RETURNS int LANGUAGE sql AS 'select 1';
      CREATE DOMAIN positive AS int CHECK (check_it(VALUE));
      CREATE OPERATOR ~~> (leftarg = int, rightarg = int, function = int4pl);
      CREATE FUNCTION twice(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1 * $2';
      CREATE OPERATOR ~~* (leftarg = int, rightarg = int, function = twice);
      CREATE PROCEDURE tidy() LANGUAGE sql AS '';

      CREATE TABLE sales.people (
        b int, a int, name varchar(40) NOT NULL, email text, feeling mood,
        full_name text GENERATED ALWAYS AS (name || '!') STORED,
        dropped int, PRIMARY KEY (a, b) INCLUDE (name));
      ALTER TABLE sales.people DROP COLUMN dropped;
      COMMENT ON TABLE sales.people IS 'who buys';
      CREATE SEQUENCE sales.numbers;
      CREATE VIEW v1 AS SELECT name, email FROM sales.people WHERE a = 1;
      CREATE VIEW v2 AS SELECT * FROM (SELECT (SELECT email FROM v1 LIMIT 1)) s;
      CREATE MATERIALIZED VIEW m1 AS SELECT name FROM v2, v1;
      CREATE VIEW v_system AS SELECT most_common_vals::text FROM pg_stats;
      CREATE VIEW v_table AS SELECT stavalues1::text FROM pg_statistic;

      CREATE VIEW calls_nextval AS SELECT nextval('sales.numbers');
      CREATE VIEW calls_user AS SELECT check_it(1);
      CREATE VIEW calls_operator AS SELECT 1 OPERATOR(public.~~*) 2;
      CREATE VIEW calls_domain AS SELECT 1::positive;
      CREATE VIEW calls_query AS SELECT query_to_xml('select 1', true, true, '');
      CREATE VIEW calls_below AS SELECT * FROM calls_nextval;
      CREATE VIEW calls_nothing AS SELECT upper(name), random(), count(*) OVER () FROM sales.people;
      CREATE TABLE calls_policy (a int);
      ALTER TABLE calls_policy ENABLE ROW LEVEL SECURITY;
      CREATE TABLE calls_generated (a int, b boolean GENERATED ALWAYS AS (check_it(a)) STORED);
      CREATE TABLE calls_default (a boolean DEFAULT check_it(1));

      CREATE TABLE log (day date, text text) PARTITION BY RANGE (day);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
      CREATE TABLE animals (name text);
      CREATE TABLE cats (lives int) INHERITS (animals);

      CREATE VIEW v_barrier WITH (security_barrier) AS SELECT name FROM sales.people;
      CREATE TABLE indexed (a int PRIMARY KEY, b int, c int, d int, e int, f int, g int, h int);
      CREATE INDEX ON indexed (b);
      CREATE INDEX ON indexed ((c + 1));
      CREATE INDEX ON indexed (d, (e + 1)) INCLUDE (f);
      CREATE INDEX ON indexed (g) WHERE h = 1;
      CREATE TABLE clustered (a int, b int);
      CREATE INDEX clustered_b ON clustered (b);
      CLUSTER clustered USING clustered_b;
      CREATE TABLE deep (a int, b int, c int) PARTITION BY RANGE (a);
      CREATE TABLE deep_1 PARTITION OF deep DEFAULT PARTITION BY HASH (b);
      CREATE TABLE deep_2 PARTITION OF deep_1 FOR VALUES WITH (modulus 1, remainder 0);
      CREATE TABLE computed (a int, b int) PARTITION BY RANGE ((a + b));
      CREATE TABLE by_row (a int, b int, c int);
      CREATE FUNCTION key_of(by_row) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.c';
      CREATE INDEX ON by_row (a, key_of(by_row.*));
      CREATE TABLE by_call (a int, b int);
      CREATE FUNCTION key_of(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE INDEX ON by_call (a, key_of(a));
      CREATE TABLE by_place (a point, b text, c text);
      CREATE INDEX ON by_place USING gist (a) INCLUDE (b);
      CREATE STATISTICS by_place_counts (mcv) ON b, c FROM by_place;
      CREATE STATISTICS by_call_counts (mcv) ON a, (b + 1) FROM by_call;
      CREATE STATISTICS by_row_counts (ndistinct, dependencies) ON a, b FROM by_row;

      CREATE TYPE tone AS ENUM ('low');
      CREATE FUNCTION tone_of(tone) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE CAST (tone AS int) WITH FUNCTION tone_of(tone);
      CREATE TABLE casts_column (a int, t tone);
      CREATE TABLE casts_element (t tone[]);
      CREATE TABLE casts_within (c casts_column);
      CREATE VIEW casts_below AS SELECT a FROM casts_column;
      CREATE TABLE casts_row (a int);
      CREATE FUNCTION row_of(casts_row) RETURNS json LANGUAGE sql AS 'SELECT null::json';
      CREATE CAST (casts_row AS json) WITH FUNCTION row_of(casts_row);
      CREATE FUNCTION is_fine(text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
      CREATE DOMAIN asking AS text CHECK (is_fine(value));
      CREATE DOMAIN short AS text CHECK (length(value) < 9);
      CREATE TABLE checks_column (a asking);
      CREATE TABLE casts_nothing (a short, m mood, i inet);
      CREATE FUNCTION mood_text(inet) RETURNS mood LANGUAGE internal IMMUTABLE STRICT AS 'inet_in';
      CREATE CAST (inet AS mood) WITH FUNCTION mood_text(inet);
      CREATE VIEW calls_counter AS SELECT pg_stat_get_live_tuples(1);

      CREATE TABLE parts (key int PRIMARY KEY) PARTITION BY RANGE (key);
      CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (2);
      CREATE TABLE pointing (
        y int, x int CHECK (x > 0), part int CONSTRAINT to_part REFERENCES parts,
        CONSTRAINT to_people FOREIGN KEY (y, x) REFERENCES sales.people (a, b) ON DELETE CASCADE,
        CONSTRAINT once UNIQUE (x, y));
      COMMENT ON COLUMN pointing.x IS 'what it''s for';
      DO $$ BEGIN
        EXECUTE format('COMMENT ON COLUMN pointing.y IS %L', repeat('€', 9000));
        EXECUTE format('COMMENT ON TABLE parts IS %L', repeat('€', 9000));
      END $$;
      """;

  private static TestDatabase database;
  private static Catalogue catalogue;

  @BeforeAll
  static void survey() throws SQLException {
    TestPostgresql.role("stranger");
    database = TestPostgresql.fresh(TestPostgresql.SUPERUSER, SCRIPT);
    try (PostgresqlTarget target = database.target("stranger", "stranger", TestDatabase.LIMITS)) {
      catalogue = target.survey();
    }
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  private static Relation relation(String schema, String name) {
    return catalogue.find(new RelationName(schema, name)).orElseThrow();
  }

  @Test
  void keysSayWhatTheyPointAtAndColumnsWhatTheirOwnersSayOfThem() {
    Relation pointing = relation("public", "pointing");
    assertThat(pointing.columns().get(1).comment()).isEqualTo("what it's for");
    assertThat(pointing.columns().get(0).comment()).isEqualTo("€".repeat(2_001));
    assertThat(pointing.columns().get(2).comment()).isEmpty();
    assertThat(relation("public", "parts").comment()).isEqualTo("€".repeat(2_001));
    assertThat(pointing.keys())
        .containsExactly(
            new KeyConstraint(
                "once", KeyConstraint.Kind.UNIQUE, List.of("x", "y"), Optional.empty()),
            new KeyConstraint(
                "to_part",
                KeyConstraint.Kind.FOREIGN_KEY,
                List.of("part"),
                Optional.of(
                    new KeyConstraint.Reference(
                        new RelationName("public", "parts"), List.of("key")))),
            new KeyConstraint(
                "to_people",
                KeyConstraint.Kind.FOREIGN_KEY,
                List.of("y", "x"),
                Optional.of(
                    new KeyConstraint.Reference(
                        new RelationName("sales", "people"), List.of("a", "b")))));
    assertThat(relation("sales", "people").keys())
        .containsExactly(
            new KeyConstraint(
                "people_pkey",
                KeyConstraint.Kind.PRIMARY_KEY,
                List.of("a", "b"),
                Optional.empty()));
  }

  @Test
  void aTableHasItsColumnsInOrderAndItsKeyInItsOwn() {
    Relation people = relation("sales", "people");

    assertThat(people.kind()).isEqualTo(RelationKind.TABLE);
    assertThat(people.comment()).isEqualTo("who buys");
    assertThat(people.primaryKey()).containsExactly("a", "b");
    assertThat(people.dependsOn()).isEmpty();
    assertThat(people.callsRoutines()).isFalse();
    assertThat(people.columns())
        .containsExactly(
            new Column("b", "integer", false, false),
            new Column("a", "integer", false, false),
            new Column("name", "character varying(40)", false, false),
            new Column("email", "text", true, false),
            new Column("feeling", "public.mood", true, false),
            new Column("full_name", "text", true, true));
  }

  @ParameterizedTest
  @CsvSource({
    "public,v1,VIEW",
    "public,m1,MATERIALIZED_VIEW",
    "public,log,PARTITIONED_TABLE",
    "public,log_1,TABLE",
    "sales,numbers,SEQUENCE"
  })
  void everyKindIsTold(String schema, String name, RelationKind kind) {
    assertThat(relation(schema, name).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | sales.people",
        "v2 | public.v1 sales.people",
        "m1 | public.v1 public.v2 sales.people",
        "log | public.log_1 public.log_2",
        "log_1 | public.log public.log_2",
        "animals | public.cats",
        "cats | public.animals",
        "calls_below | public.calls_nextval sales.numbers",
        "v_table | pg_catalog.pg_statistic",
      })
  void whatARelationReadsIsTransitivelyClosed(String name, String sources) {
    assertThat(relation("public", name).dependsOn())
        .extracting(RelationName::toString)
        .containsExactly(sources.split(" "));
  }

  @Test
  void aViewOfTheSystemsOwnViewsDependsOnTheTablesBelow() {
    assertThat(relation("public", "v_system").dependsOn())
        .contains(
            new RelationName("pg_catalog", "pg_stats"),
            new RelationName("pg_catalog", "pg_statistic"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls_nextval",
        "calls_user",
        "calls_operator",
        "calls_domain",
        "calls_query",
        "calls_below",
        "calls_policy",
        "calls_generated",
        "calls_counter",
        "casts_column",
        "casts_element",
        "casts_within",
        "casts_below",
        "casts_row",
        "checks_column"
      })
  void readingItCallsARoutine(String name) {
    assertThat(relation("public", name).callsRoutines()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "v1 ~ SELECT name, email FROM sales.people WHERE (a = 1)",
        "v_barrier ~ SELECT * FROM (SELECT name FROM sales.people) AS barrier OFFSET 0",
        "m1 ~",
        "log ~",
      })
  void aViewHasItsQueryWithEveryNameInFull(String name, String query) {
    String found = relation("public", name).definition().replaceAll("\\s+", " ").trim();
    assertThat(found.replace("( ", "(")).isEqualTo(query == null ? "" : query);
  }

  @ParameterizedTest
  @CsvSource({
    "indexed, d e f g h, ''",
    "clustered, b, ''",
    "log, day, ''",
    "log_1, '', day",
    "deep, a, ''",
    "deep_1, b, a",
    "deep_2, '', a b",
    "computed, a b, ''",
    "animals, '', ''",
    "by_row, a b c, ''",
    "by_call, a b, ''",
    "by_place, a b, ''",
  })
  void theColumnsThatDecideOverOrderAndPlaceAreKnown(String name, String order, String place) {
    assertThat(String.join(" ", relation("public", name).orderedBy())).isEqualTo(order);
    assertThat(String.join(" ", relation("public", name).placedBy())).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource({"by_place, b c", "by_call, a b", "by_row, ''", "indexed, ''"})
  void theColumnsThatAreCountedTogetherAreKnown(String name, String counted) {
    assertThat(String.join(" ", relation("public", name).estimatedBy())).isEqualTo(counted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"calls_nothing", "calls_default", "casts_nothing", "v1", "v2", "m1", "log"})
  void readingItCallsNone(String name) {
    assertThat(relation("public", name).callsRoutines()).isFalse();
  }

  @Test
  void typesAndRoutinesThatAreNotBuiltInAreNamedWhereverTheyStand() {
    assertThat(catalogue.userTypes()).contains("mood", "positive", "people", "_people", "v1");
    assertThat(catalogue.userTypes()).doesNotContain("text", "sql_identifier");
    assertThat(catalogue.userRoutines())
        .contains("check_it", "sneaky", "twice", "tidy", "dblink", "dblink_exec");
    assertThat(catalogue.userRoutines()).doesNotContain("upper", "_pg_expandarray");
  }

  @Test
  void theSystemsOwnRelationsAreNotListed() {
    assertThat(catalogue.relations().keySet())
        .extracting(RelationName::schema)
        .containsOnly("public", "sales");
    assertThat(catalogue.searchPath()).containsExactly("public");
    assertThat(catalogue.resolve("people")).isEmpty();
    assertThat(catalogue.resolve("v1")).isPresent();
  }

  @Test
  void aTargetThatCannotBeReachedCannotBeSurveyed() {
    Connection nowhere =
        new Connection(
            new ConnectionName("nowhere"),
            "127.0.0.1",
            database.port(),
            "no_such_database",
            "stranger",
            "stranger",
            List.of(),
            Connection.Unlabelled.MASKED,
            TestDatabase.LIMITS);

    try (PostgresqlTarget target =
        new PostgresqlTarget(nowhere, TestDatabase.SECRETS, Optional.empty())) {
      assertThatThrownBy(target::survey).isInstanceOf(TargetUnavailable.class);
    }
  }
}
