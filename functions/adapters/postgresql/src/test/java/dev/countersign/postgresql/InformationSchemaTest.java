package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueDocument;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policy;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Roster;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads of the information schema answer, beside what the server itself would have said. */
final class InformationSchemaTest {

  private static final String SCRIPT =
      """
      CREATE SCHEMA sales;
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE customers (
        id bigint PRIMARY KEY, email varchar(80) NOT NULL DEFAULT '%1$s', initials char(3),
        CHECK (email <> '%1$s!'));
      CREATE TABLE sales.orders (
        a smallint, b integer, c numeric, d numeric(10), e numeric(10,2), f real,
        g double precision, h boolean, i text, j date, k time, l time(2) with time zone,
        m timestamp, n timestamp(3) with time zone, o interval, p json, q jsonb, r uuid, s bytea,
        t inet, u xml, v integer[], w text[], x mood, y mood[], z bit(4), aa bit varying(9),
        ab int4range, ac "char", ad name, ae oid, af point, ag tsvector,
        "We""ird 'name'" varchar, half integer GENERATED ALWAYS AS (b / 2) STORED);
      CREATE VIEW names AS SELECT id, initials FROM customers;
      CREATE TABLE hidden (id integer PRIMARY KEY, secret text UNIQUE);
      CREATE TABLE lines (
        order_a integer, "li'ne" integer, customer bigint REFERENCES customers,
        hidden_id integer CONSTRAINT to_hidden REFERENCES hidden, code text UNIQUE,
        parent_a integer, parent_line integer, PRIMARY KEY (order_a, "li'ne"),
        CONSTRAINT "par'ent" FOREIGN KEY (parent_line, parent_a)
          REFERENCES lines ("li'ne", order_a));
      COMMENT ON COLUMN lines.code IS 'it''s a code';
      INSERT INTO customers VALUES (1, '%1$s', 'abc');
      """;

  private static final String POLICIES =
      """
      @id("anybody-reads")
      permit (principal, action in [Action::"connect", Action::"read"],
        resource in Connection::"test");
      @id("nobody-reads-hidden") @message("hidden is off limits")
      forbid (principal, action in [Action::"read", Action::"write"],
        resource == Relation::"test.public.hidden");
      """;

  private static final Examiner EXAMINER = new Examiner(new Classifier(), new MaskPlanner());

  private static TestDatabase one;
  private static TestDatabase other;
  private static PostgresqlTarget target;
  private static Catalogue catalogue;

  @BeforeAll
  static void survey() throws SQLException {
    TestPostgresql.role("stranger");
    one = TestPostgresql.fresh("keeper", SCRIPT.formatted("ada@zebra.example"));
    other = TestPostgresql.fresh("keeper", SCRIPT.formatted("ben@quagga.example"));
    target = one.target("stranger", "stranger", TestDatabase.LIMITS);
    catalogue = target.survey();
  }

  @AfterAll
  static void close() throws SQLException {
    target.close();
    one.close();
    other.close();
  }

  private static Examination examined(String statement) {
    Connection connection = one.connection("stranger", "stranger", TestDatabase.LIMITS);
    ColumnName email = new ColumnName(new RelationName("public", "customers"), "email");
    Bundle bundle =
        new Bundle(
            Digest.ofText("a version"),
            new TreeMap<>(Map.of(connection.name(), connection)),
            new TreeMap<>(
                Map.of(
                    connection.name(),
                    new Labels(
                        new TreeMap<>(Map.of(email, Label.of("email"))),
                        List.of(),
                        new TreeSet<>()))),
            new Roster(new TreeMap<>(), new TreeMap<>()),
            new TreeMap<>(Map.of("policies/test.cedar", POLICIES)));
    Operation operation =
        new Operation(
            new OperationId("op-0123456789abcdef0123456789abcdef"),
            connection.name(),
            statement,
            List.of(),
            false,
            "a look",
            "a session",
            new Principal(
                new Account("https://agents.example", "anybody"),
                PrincipalKind.AGENT,
                "anybody",
                new TreeSet<>(),
                List.of(),
                Optional.empty()),
            Instant.parse("2026-11-21T12:00:00Z"));
    return EXAMINER.examine(operation, connection, bundle, Policy.of(bundle), catalogue);
  }

  /** A text for each row, as the server writes a row of these values. */
  private static List<String> read(String statement) {
    Examination examination = examined(statement);
    assertThat(examination.classification().effect()).isEqualTo(Effect.READ);
    String text = examination.plan().orElseThrow().text();
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("from information_schema.");
    Run run = new Run(text, List.of(), Run.Mode.READ_ONLY, List.of(), TestDatabase.LIMITS);
    return switch (target.run(run, () -> false)) {
      case RawOutcome.Answered answered ->
          answered.answer().rows().stream()
              .map(row ->
                  row.stream().map(value -> value.orElse("NULL")).collect(Collectors.joining("|")))
              .toList();
      case RawOutcome.Refused refused -> throw new AssertionError(refused.fault() + ": " + text);
      case RawOutcome.Uncertain uncertain -> throw new AssertionError(uncertain);
    };
  }

  private static List<String> server(String columns, String rest) throws SQLException {
    String list =
        List.of(columns.split(", ")).stream()
            .map("coalesce((%s)::text, 'NULL')"::formatted)
            .collect(Collectors.joining(" || '|' || "));
    return one.ask("select " + list + " " + rest);
  }

  @Test
  void tablesAreThoseThatTheServerTellsOfWithoutWhatTheCallerMayNotUse() throws SQLException {
    String columns =
        "table_catalog, table_schema, table_name, table_type, self_referencing_column_name,"
            + " reference_generation, user_defined_type_catalog, user_defined_type_schema,"
            + " user_defined_type_name, is_typed, commit_action";
    String rest =
        "from information_schema.tables where table_schema in ('public', 'sales')"
            + " and table_name <> 'hidden' order by table_schema, table_name";
    List<String> answer = read("select " + columns + " " + rest);
    assertThat(answer).isEqualTo(server(columns, rest)).hasSize(4);
  }

  @Test
  void columnsAreThoseThatTheServerTellsOf() throws SQLException {
    String columns =
        "table_catalog, table_schema, table_name, column_name, ordinal_position, is_nullable,"
            + " data_type, character_maximum_length, numeric_precision, numeric_precision_radix,"
            + " numeric_scale, datetime_precision, udt_catalog, udt_schema, udt_name,"
            + " is_self_referencing, is_generated";
    String rest =
        "from information_schema.columns where table_schema in ('public', 'sales')"
            + " and table_name <> 'hidden' order by table_schema, table_name, ordinal_position";
    List<String> answer = read("select " + columns + " " + rest);
    assertThat(answer).isEqualTo(server(columns, rest)).hasSize(47);
  }

  @Test
  void keysAreThoseThatTheServerTellsOfWithoutThoseToWhatTheCallerMayNotUse() throws SQLException {
    String shown =
        " where table_schema = 'public' and table_name <> 'hidden'"
            + " and constraint_name <> 'to_hidden'";
    String table =
        "constraint_catalog, constraint_schema, constraint_name, table_catalog, table_schema,"
            + " table_name, constraint_type";
    String rest =
        "from information_schema.table_constraints"
            + shown
            + " and constraint_type <> 'CHECK' order by constraint_name";
    assertThat(read("select " + table + " " + rest)).isEqualTo(server(table, rest)).hasSize(5);
    String columns =
        "constraint_catalog, constraint_schema, constraint_name, table_catalog, table_schema,"
            + " table_name, column_name, ordinal_position";
    rest =
        "from information_schema.key_column_usage"
            + shown
            + " order by constraint_name, ordinal_position";
    assertThat(read("select " + columns + " " + rest)).isEqualTo(server(columns, rest)).hasSize(7);
    String used =
        "table_catalog, table_schema, table_name, column_name, constraint_catalog,"
            + " constraint_schema, constraint_name";
    rest =
        "from information_schema.constraint_column_usage"
            + shown
            + " and constraint_name !~ 'check|not_null' order by constraint_name, column_name";
    assertThat(read("select " + used + " " + rest)).isEqualTo(server(used, rest)).hasSize(7);
  }

  @Test
  void aForeignKeyIsFoundAsAgentsLookForIt() {
    assertThat(
            read(
                "SELECT kcu.column_name, ccu.table_name, ccu.column_name"
                    + " FROM information_schema.table_constraints AS tc"
                    + " JOIN information_schema.key_column_usage AS kcu"
                    + " ON tc.constraint_name = kcu.constraint_name"
                    + " AND tc.table_schema = kcu.table_schema"
                    + " JOIN information_schema.constraint_column_usage AS ccu"
                    + " ON ccu.constraint_name = tc.constraint_name"
                    + " WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 'lines'"
                    + " AND ccu.table_name <> 'lines'"))
        .containsExactly("customer|customers|id");
  }

  @Test
  void theColumnsAndTheirTypesAreThoseOfTheServer() throws SQLException {
    for (String view :
        List.of(
            "tables",
            "columns",
            "table_constraints",
            "key_column_usage",
            "constraint_column_usage")) {
      String text =
          examined("select * from information_schema." + view).plan().orElseThrow().text();
      one.execute("create view public.ours as " + text);
      one.execute("create view public.theirs as select * from information_schema." + view);
      String columns =
          """
          select string_agg(a.attname || ' ' || coalesce(b.typname, t.typname), ', '
            order by a.attnum)
          from pg_attribute a join pg_type t on t.oid = a.atttypid
            left join pg_type b on b.oid = t.typbasetype
          where a.attrelid = '%s'::regclass and a.attnum > 0
          """;
      assertThat(one.ask(columns.formatted("public.ours")))
          .isEqualTo(one.ask(columns.formatted("public.theirs")));
      one.execute("drop view public.ours; drop view public.theirs");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from information_schema.tables where table_name = 'hidden'",
        "select count(*) from information_schema.columns where table_name = 'hidden'",
        "select count(*) from information_schema.columns where column_name = 'secret'",
        "select count(*) from information_schema.tables where table_schema = 'pg_catalog'",
        "select count(*) from information_schema.table_constraints where table_name = 'hidden'",
        "select count(*) from information_schema.table_constraints where constraint_name ~ 'hidden'",
        "select count(*) from information_schema.table_constraints where constraint_type = 'CHECK'",
        "select count(*) from information_schema.key_column_usage where column_name ~ 'hidden'",
        "select count(*) from information_schema.key_column_usage where constraint_name ~ 'hidden'",
        "select count(*) from information_schema.constraint_column_usage"
            + " where table_name = 'hidden' or constraint_name ~ 'hidden'",
        "select count(column_default) from information_schema.columns",
        "select count(generation_expression) from information_schema.columns"
      })
  void whatTheCallerMayNotKnowIsNotThere(String statement) {
    assertThat(read(statement)).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select t.table_name from information_schema.tables t join information_schema.columns c"
            + " using (table_schema, table_name) where c.column_name = 'email'",
        "select table_name from INFORMATION_SCHEMA.\"columns\" where column_name = 'email'",
        "with c as (select * from information_schema.columns) select table_name from c"
            + " where column_name = 'email'",
        "select x from information_schema.columns as c(a, b, x, y) where y = 'email'",
        "select columns.table_name from information_schema.columns"
            + " where columns.column_name like 'em%'",
        "select (select table_name from information_schema.columns where column_name = 'email')"
            + " -- 'it''s' information_schema.tables"
      })
  void agentsMayWriteItInManyWays(String statement) {
    assertThat(read(statement)).containsExactly("customers");
  }

  @Test
  void aNameOfAnyFormComesBackAsItIs() {
    assertThat(
            read("select column_name from information_schema.columns where column_name like 'We%'"))
        .containsExactly("We\"ird 'name'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table information_schema.tables",
        "select * from only information_schema.tables",
        "select * from information_schema.tables tablesample system (100)",
        "select * from information_schema.role_table_grants",
        "select * from information_schema.check_constraints",
        "select * from information_schema.referential_constraints",
        "select * from information_schema.tables, information_schema.views",
        "select * from pg_catalog.pg_class"
      })
  void whatIsNotAnsweredIsRefused(String statement) {
    assertThat(examined(statement).decision()).isInstanceOf(Decision.Deny.class);
  }

  @Test
  void databasesThatDifferOnlyInValuesDefaultsAndChecksLookTheSame() {
    try (PostgresqlTarget second = other.target("stranger", "stranger", TestDatabase.LIMITS)) {
      String document = CatalogueDocument.write(catalogue);
      assertThat(CatalogueDocument.write(second.survey())).isEqualTo(document);
      assertThat(document).doesNotContain("zebra", "quagga").contains("email");
    }
  }
}
