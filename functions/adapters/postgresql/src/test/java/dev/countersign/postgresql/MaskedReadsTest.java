package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masked columns anywhere in a read. Two databases that differ in labelled values answer alike; and
 * both answer as a third one does without a mask, in which every labelled value is the mask itself.
 */
class MaskedReadsTest {

  private static final String SCHEMA =
      """
      create table dept (id int primary key, dname text);
      create table people (id int primary key, name text, ssn text, email text, dept_id int);
      create table contact (ssn text, phone text);
      create table cards (id int primary key, pan text not null, expiry date,
        last4 text generated always as (right(pan, 4)) stored);
      create view v_people as select id, ssn as identifier, name from people;
      create view v_deep as
        select v.identifier, d.dname, count(*) over (partition by v.identifier) as alike
        from v_people v left join dept d using (id);
      create view v_barrier with (security_barrier) as select * from people where dept_id = 1;
      create view v_grouped as select p.id, p.name, p.email, count(*) as cards
        from people p left join cards c on c.id = p.id group by p.id;
      create view v_dept as select id, upper(dname) as loud from dept;
      create materialized view mv as select id, left(ssn, 3) as area from people with no data;
      create table staff (badge text) inherits (people);
      create schema x;
      create view x.dept as select id, email as dname from people;
      insert into dept values (1, 'sales'), (2, 'support');
      insert into contact values ('111', '555-1'), ('222', '555-2'), ('***', '555-3');
      """;

  private static final String FIRST =
      """
      insert into people values (1, 'Ada', '111', 'ada@example.com', 1),
        (2, 'Bob', '333', 'bob@example.com', 1), (3, 'Eve', '222', null, 2),
        (4, 'Ian', '111', 'ian@example.org', 2);
      insert into staff values (5, 'Kim', '777', 'kim@example.com', 2, 'b1');
      insert into cards values (1, '4111', date '2027-01-01'), (2, '5500', date '2028-01-01');
      """;

  private static final String SECOND =
      """
      insert into people values (1, 'Ada', '999', 'zoe@example.org', 1),
        (2, 'Bob', '222', null, 1), (3, 'Eve', '888', 'max@example.net', 2),
        (4, 'Ian', '222', 'amy@example.com', 2);
      insert into staff values (5, 'Kim', '100', null, 2, 'b1');
      insert into cards values (1, '3700', date '2027-01-01'), (2, '4999', date '2028-01-01');
      """;

  private static final String MASKS =
      """
      insert into people values (1, 'Ada', '***', '***', 1), (2, 'Bob', '***', '***', 1),
        (3, 'Eve', '***', '***', 2), (4, 'Ian', '***', '***', 2);
      insert into staff values (5, 'Kim', '***', '***', 2, 'b1');
      insert into cards values (1, '***', date '2027-01-01'), (2, '***', date '2028-01-01');
      """;

  private static final SortedSet<ColumnName> MASKED =
      Stream.of("people.ssn", "people.email", "cards.pan")
          .map(name -> name.split("\\."))
          .map(parts -> new ColumnName(new RelationName("public", parts[0]), parts[1]))
          .collect(Collectors.toCollection(TreeSet::new));

  private static EmbeddedPostgres server;
  private static MaskingDatabase first;
  private static MaskingDatabase second;
  private static MaskingDatabase masks;
  private static Catalogue catalogue;

  @BeforeAll
  static void open() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    first = MaskingDatabase.create(server, "reads_a", List.of(SCHEMA, FIRST));
    second = MaskingDatabase.create(server, "reads_b", List.of(SCHEMA, SECOND));
    masks = MaskingDatabase.create(server, "reads_masks", List.of(SCHEMA, MASKS));
    catalogue = first.catalogue();
  }

  @AfterAll
  static void close() throws IOException, SQLException {
    first.close();
    second.close();
    masks.close();
    server.close();
  }

  private static String planned(String statement) {
    MaskVerdict verdict =
        new MaskPlanner().plan(statement, Effect.READ, catalogue, new TreeSet<>(), MASKED);
    assertThat(verdict).as(statement).isInstanceOf(MaskVerdict.Planned.class);
    return ((MaskVerdict.Planned) verdict).plan().text();
  }

  private static Response answered(String statement) throws SQLException {
    String text = planned(statement);
    Response answer = first.read(text, "");
    assertThat(second.read(text, "")).as(text).isEqualTo(answer);
    return answer;
  }

  static List<String> statements() throws IOException {
    Path file =
        Path.of(System.getProperty("countersign.repository"))
            .resolve("functions/adapters/postgresql/src/test/resources/masked-reads.sql");
    return Files.readAllLines(file);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aMaskedColumnAnywhereIsItsMaskThere(String statement) throws SQLException {
    Response answer = answered(statement);
    Response oracle = masks.read(statement, "public");

    assertThat(answer.state()).isEqualTo(oracle.state());
    assertThat(answer.rows()).isEqualTo(oracle.rows());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "alias ~ select q.ssn from people as q order by q.id",
        "column list ~ select q.c, q.a from people as q(a, b, c, d, e) order by a",
        "short column list ~ select q.a, q.ssn from people q(a) order by a",
        "star ~ select * from people order by id",
        "qualified star ~ select d.*, p.* from people p, dept d where d.id = p.dept_id order by p.id",
        "schema qualified ~ select public.people.ssn from public.people order by people.id",
        "quoted ~ select \"people\".\"ssn\" from \"people\" order by \"id\"",
        "using ~ select ssn, phone from people join contact using (ssn) order by id, phone",
        "full join using ~ select ssn, id, phone from people full join contact using (ssn) order by"
            + " id, phone",
        "natural join ~ select id, phone from people natural join contact order by 1, 2",
        "alias of a join ~ select j.ssn, j.phone from (people p cross join contact d) as j(a, b, ssn,"
            + " d, e, f, phone) order by a, 2",
        "join alias of using ~ select j.ssn from people p join contact c using (ssn) as j order by 1",
        "lateral ~ select p.id, x.v from people p cross join lateral (select p.ssn || 'x' as v) x"
            + " order by 1",
        "lateral values ~ select p.id, x.* from people p, lateral (values (p.ssn), (p.name)) x(v)"
            + " order by 1, 2",
        "cte that shadows ~ with people as (select 1 as id, 'x' as ssn) select ssn from people",
        "cte that reads what it shadows ~ with people as (select id, ssn from people) select * from"
            + " people order by id",
        "cte in a cte ~ with a as (with people as (select 'y' as ssn) select ssn from people), b as"
            + " (select ssn from people) select * from a union all select * from b order by 1",
        "recursive cte ~ with recursive r(i, s) as (select 1, ssn from people where id = 1 union all"
            + " select i + 1, (select p.ssn || r.s from people p where p.id = i + 1) from r where i"
            + " < 4) select * from r order by i",
        "recursive cte that shadows ~ with recursive people as (select 1 as id union all select id +"
            + " 1 from people where id < 3) select * from people order by id",
        "only ~ select id, ssn from only people order by id",
        "only in parentheses ~ select id, ssn from only (people) p order by id",
        "table ~ select x.email from (table people) x order by id",
        "inheritance, parent ~ select id, email from people order by id",
        "inheritance, child ~ select id, ssn, badge from staff order by id",
        "inheritance, whole row of a child ~ select row_to_json(s) from staff s",
        "generated column ~ select id, last4, upper(last4) from cards order by id",
        "view ~ select identifier, name from v_people order by id",
        "view in a condition ~ select id from v_people where identifier like '1%' order by id",
        "view on a view ~ select * from v_deep order by 2 nulls last, 1",
        "view with a column list ~ select q.a, q.b from v_people q(a, b) order by a",
        "barrier view ~ select id, ssn from v_barrier order by id",
        "view that groups by a key ~ select * from v_grouped order by id",
        "view of another schema ~ select dname from x.dept order by id",
        "view over nothing masked ~ select loud from v_dept order by id",
        "group by a key ~ select p.id, p.name, p.ssn, count(*) from people p join dept d on d.id ="
            + " p.dept_id group by p.id, p.name, p.ssn order by p.id",
        "window ~ select id, row_number() over (partition by ssn order by email, id) from people"
            + " order by id",
        "set operation ~ select ssn from people intersect select ssn from contact",
        "grouping sets ~ select ssn, dept_id, count(*) from people group by grouping sets ((ssn),"
            + " (dept_id), ()) order by 1, 2, 3",
        "whole row as json ~ select to_jsonb(p) ->> 'ssn' from people p order by id",
        "whole row compared ~ select count(*) from people a join people b on (a.ssn, a.email) ="
            + " (b.ssn, b.email)",
        "aggregate ~ select string_agg(ssn, ',' order by id), count(distinct email) from people",
        "ordered set ~ select mode() within group (order by ssn) from people",
        "field of a query's row ~ select ((select p from people p where id = 2)).email",
        "fields of queries' rows ~ select d.id, ((select p from people p where p.dept_id = d.id order"
            + " by p.name, p limit 1)).name || 'x', (((select people from people where id ="
            + " d.id))).ssn like '%' from dept d order by 1",
        "field of no row ~ select ((select p from people p where id = 99)).email is null",
        "row type of the target ~ select json_populate_record(null::public.people, '{}')",
      })
  void eachFormIsAnsweredOverMasks(String form, String statement) throws SQLException {
    Response answer = answered(statement);
    Response oracle = masks.read(statement, "public");

    assertThat(answer.state()).as(form + " " + answer.columns()).isEqualTo("00000");
    assertThat(answer.rows()).isEqualTo(oracle.rows());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "system column ~ select ctid from people ~ SYSTEM_COLUMN",
        "system column of a row ~ select (d).xmin from dept d ~ SYSTEM_COLUMN",
        "materialised view ~ select area from mv ~ INDIRECT_RELATION",
        "sample ~ select id, ssn from people tablesample bernoulli (100) repeatable (1) ~ STORAGE",
        "operator of a schema ~ select 1 operator(x.+) id from people ~ NOT_BUILT_IN",
        "type of the target ~ select ssn::x.mood from people ~ NOT_BUILT_IN",
        "function of a schema ~ select x.leak(id) from people ~ NOT_BUILT_IN",
        "catalogue ~ select most_common_vals from pg_stats ~ UNKNOWN_RELATION",
        "sample by a query ~ select 1 from dept tablesample system ((select length(ssn) from people"
            + " where id = 1)) ~ UNSUPPORTED_FORM",
        "plan ~ explain select id from people where ssn = '111' ~ EXPLAINED",
        "function that runs text ~ select query_to_xml('table people', true, true, '') ~"
            + " INDIRECT_FUNCTION",
      })
  void whatCannotBeRewrittenSurelyIsRefused(String form, String statement, String cause) {
    MaskVerdict verdict =
        new MaskPlanner().plan(statement, Effect.READ, catalogue, new TreeSet<>(), MASKED);

    assertThat(verdict)
        .as(form)
        .isInstanceOfSatisfying(
            MaskVerdict.Refused.class,
            refused -> assertThat(refused.cause().name()).isEqualTo(cause));
  }

  /** A row of a derived table has no type of its own that would say what its fields are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ((select distinct p from people p where id = 2)).email",
        "select ((select p from people p where id = 2 union all select p from people p where id ="
            + " 99)).email",
        "select ((select p from people p order by 1 limit 1)).email",
      })
  void theFieldsOfARowThatAQueryGivesAreNotKnown(String statement) throws SQLException {
    assertThat(answered(statement).state()).isEqualTo("42703");
  }

  /** With an empty search path a name without a schema finds built-in things only. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select p.f_of from people p ~ 42703",
        "select dept.f_dept from dept ~ 42703",
        "select id <-> id from people ~ 42883",
        "select null::mood from people ~ 42704",
      })
  void whatTheTargetDefinesIsNotFoundWithoutItsSchema(String statement, String state)
      throws SQLException {
    String definitions =
        """
        create type mood as enum ('sad');
        create function f_of(p people) returns text language sql as 'select p.ssn';
        create function f_dept(d dept) returns text language sql as 'select ssn from people';
        create function apart(int, int) returns text language sql as 'select ssn from people';
        create operator <-> (leftarg = int, rightarg = int, function = apart);
        """;
    try (MaskingDatabase defining =
        MaskingDatabase.create(
            server,
            "defining_" + state + Integer.toHexString(statement.hashCode()),
            Arrays.asList(SCHEMA, FIRST, definitions))) {
      assertThat(defining.read(statement, "public").succeeded()).isTrue();
      assertThat(defining.read(planned(statement), "").state()).isEqualTo(state);
    }
  }
}
