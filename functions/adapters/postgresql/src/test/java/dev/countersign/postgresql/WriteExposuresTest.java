package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.Examination;
import dev.countersign.decide.Decision;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writes against two databases that differ in masked values only. Whatever answers differently,
 * touches other rows or leaves other values behind must be one that approvers are asked about, or
 * be refused.
 */
class WriteExposuresTest {

  private static final String SCHEMA =
      """
      create table people (id int primary key, name text, ssn text unique, email text,
        initial text generated always as (left(email, 1)) stored);
      create table staff (badge text) inherits (people);
      create table notes (id int primary key, body text);
      create view v_people as select id, ssn as identifier from people;
      create view v_columns as select tablename, most_common_vals::text as v from pg_stats;
      create function known_of(int) returns text language sql stable
        as 'select ssn from public.people where id = $1';
      create function known_by(notes) returns text language sql stable
        as 'select max(email) from public.people';
      create function sizes() returns bigint language sql stable
        as 'select pg_relation_size(''public.people'')';
      insert into notes values (1, '111'), (2, 'x');
      """;

  private static final String FIRST =
      """
      insert into people values (1, 'Ada', '111', 'ada@example.com'), (2, 'Bob', '222', null);
      insert into staff (id, name, ssn, email, badge) values (3, 'Kim', '333', 'kim@example.com', 'b1');
      """;

  private static final String SECOND =
      """
      insert into people values (1, 'Ada', '999', null), (2, 'Bob', '888', 'bob@example.com');
      insert into staff (id, name, ssn, email, badge) values (3, 'Kim', '777', 'zoe@example.com', 'b1');
      """;

  /** What may be known afterwards. */
  private static final List<String> LOOKS =
      List.of(
          "select id, name from people order by id, name",
          "select id, name, badge from staff order by id, name",
          "select id, body from notes order by id, body");

  private static final ExaminedStatements EXAMINED =
      ExaminedStatements.of(
          "public",
          Map.of(
              "people.ssn", new Label("ssn", Mask.REDACT),
              "people.email", new Label("email", Mask.REDACT)));

  /** How a row, a column or a part of it can be written; `%s` stands in a table of people. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "ssn",
          "people.email",
          "public.people.ssn",
          "left(email, 2)",
          "initial",
          "coalesce(ssn, 'x')",
          "people::text",
          "(people).ssn",
          "(people.*)::text",
          "row_to_json(people)::text",
          "people.row_to_json::text",
          "concat(people.*)",
          "case when ssn > '5' then 'a' else 'b' end",
          "(select ssn)",
          "(select max(p.email) from people p)",
          "(select q.c from (select * from people) as q(a, b, c) limit 1)",
          "(select x from unnest(array[ssn]) x)",
          "(select string_agg(p.ssn, ',' order by p.id) from people p)",
          "(select q.v from (select ssn as v, id as i from people) q order by q.v desc limit 1)",
          "(select lag(p.email) over (order by p.ssn) from people p order by id desc limit 1)",
          "(select v from json_each_text(row_to_json(people)) j(k, v) where k = 'ssn')",
          "(select count(distinct p.email)::text from people p where p.email like 'a%%')",
          "public.known_of(people.id)",
          "(select most_common_vals::text from pg_stats where tablename = 'people' and attname ="
              + " 'ssn')",
          "(select string_agg(v, ',') from v_columns where tablename = 'people')",
          "(people.ctid)::text",
          "(select count(*)::text from people p tablesample system (60) repeatable (3))",
          "name",
          "id::text",
          "'constant'");

  private static final List<String> WRITES =
      List.of(
          "update people set name = %s",
          "update people set (name) = row(%s)",
          "update people set name = 'x' where %s like '1%%'",
          "update people set name = 'x' returning %s",
          "update people set name = %s returning name",
          "update people set name = 'x' from notes n where n.body = %s",
          "delete from people where %s like '1%%'",
          "delete from people where %s is null",
          "delete from people using notes n where n.body = %s returning n.id",
          "delete from people returning %s",
          "insert into notes select id + 10, %s from people",
          "insert into notes select id + 10, 'x' from people where %s > '2'",
          "insert into notes select id + 10, 'x' from people order by %s limit 1",
          "insert into notes select min(id) + 10, 'x' from people group by %s",
          "update notes set body = (select min(%s) from people)",
          "update notes set body = q.v from (select %s as v from people) q",
          "update notes set body = 'x' where body in (select %s from people)",
          "with w as (select %s as v from people) update notes set body = v from w",
          "with w as (select %s as v from people) delete from notes using w where body = v",
          "with w as (update people set name = %s returning name) insert into notes select 10, name"
              + " from w limit 1",
          "with w as (delete from people where %s > '5' returning id) delete from notes using w"
              + " where w.id = notes.id",
          "insert into people (id, name) select 1, 'y' from people on conflict (id) do update set name"
              + " = %s",
          "insert into people (id, name) values (1, 'y') on conflict (id) do update set name = 'z'"
              + " where %s like '1%%'",
          "merge into notes n using people on n.body = %s when matched then delete",
          "merge into notes n using people on n.id = people.id when matched then update set body ="
              + " %s");

  private static final List<String> MORE =
      List.of(
          "insert into people (id, ssn) values (9, '111') on conflict do nothing",
          "insert into people (id, ssn) values (9, '111') on conflict (ssn) do nothing",
          "insert into people (id, ssn) values (9, '111') on conflict on constraint"
              + " people_ssn_key do nothing",
          "insert into people (id, ssn) values (1, 'n') on conflict (id) do update set ssn ="
              + " excluded.ssn, name = excluded.ssn",
          "insert into people (id, ssn) values (1, 'n') on conflict (id) do update set name ="
              + " excluded::text",
          "insert into people (id, ssn) values (1, 'n') on conflict (id) do update set name ="
              + " concat(excluded.*)",
          "insert into people (id) values (1) on conflict (id) do update set name = (select"
              + " max(excluded.ssn) from people excluded)",
          "insert into people as excluded (id) values (1) on conflict (id) do update set name ="
              + " excluded.ssn",
          "insert into people (id, email) select id, email from people where id < 3 on conflict (id)"
              + " do update set name = excluded.email",
          "insert into people (id, name) values (1, 'n') on conflict (id) do update set name ="
              + " people.ssn || excluded.name",
          "update people set name = 'x' returning *",
          "update people set name = 'x' returning old.ssn",
          "update people set name = 'x' returning old",
          "insert into notes select id + 10, identifier from v_people",
          "insert into notes (id, body) select id + 10, ssn from staff",
          "delete from staff where email like 'kim%'",
          "insert into notes select * from (table people) q(id, body, c)",
          "with recursive w(a, b) as (select id, ssn from people union select a, b from w) insert"
              + " into notes select a + 10, b from w",
          "delete from notes using people natural join staff",
          "delete from notes using people join staff using (ssn)",
          "update notes set body = 'x' from people p join notes m on m.body = p.ssn",
          "update notes set body = public.known_of(1)",
          "update notes set body = known_of(id)",
          "update notes set body = (1).known_of",
          "update notes set body = notes.known_by",
          "update notes set body = public.known_by(notes)",
          "update notes set body = 'x' where public.known_of(1) = '111'",
          "update notes set body = 'y' where id = 1 returning public.known_of(id)",
          "insert into notes values (7, public.known_of(1))",
          "insert into notes select 7, k from public.known_of(1) k",
          "delete from notes using public.known_of(1) k where k = body",
          "merge into notes using public.known_of(1) k on k = body when matched then delete",
          "with k as (select public.known_of(1) as v) update notes set body = v from k",
          "insert into notes values (7, 'x') on conflict (id) do update set body ="
              + " public.known_of(1)",
          "insert into notes values (1, 'x') on conflict (id) do update set body ="
              + " public.known_of(1)",
          "update notes set body = public.sizes()::text",
          "insert into notes select 7, string_agg(v, ',' order by v) from v_columns where tablename ="
              + " 'people'",
          "insert into notes select 7, string_agg(most_common_vals::text, ',') from pg_stats where"
              + " tablename = 'people'",
          "insert into notes select 7, string_agg(histogram_bounds::text, ',') from pg_stats where"
              + " tablename = 'people'",
          "insert into notes select 7, string_agg(s.null_frac::text, ',' order by attname) from"
              + " pg_catalog.pg_stats s where s.tablename = 'people'",
          "delete from notes using pg_stats s where s.tablename = 'people' and s.null_frac > 0.3 and"
              + " s.attname = 'email' and notes.id = 1",
          "update notes set body = pg_relation_size('people')::text",
          "update notes set body = 'x' where exists (select from people where ssn > '5' and id = 1)",
          "update notes set body = 'x' where (select true from people where id = 1 and ssn > '5')",
          "insert into notes select 7, array_agg(p)::text from people p",
          "insert into notes select 7, (array_agg(p))[1].ssn from people p",
          "insert into notes select 7, max((p).ssn) from people p",
          "insert into notes select 7, max(p.ssn) filter (where p.id = 1) from people p",
          "insert into notes select 7, v from people p, lateral (values (p.ssn)) l(v) limit 1",
          "insert into notes select 7, v from people p cross join lateral (select p.email) l(v) limit 1",
          "insert into notes select id + 7, 'x' from people where ssn between '100' and '300'",
          "insert into notes (select id + 7, ssn from people) except select 8, '111'",
          "insert into notes select id + 7, 'x' from (select id, ssn from people) q(id, s) where s <"
              + " '5'",
          "insert into notes select distinct on (left(ssn, 1)) 7, 'x' from people",
          "insert into notes select row_number() over (order by ssn) + 7, name from people",
          "insert into notes select max(id) + 7, 'x' from people group by ssn > '5'",
          "insert into notes select id + 7, 'x' from people order by 2, email nulls first limit 1",
          "update notes set body = 'x' from people p where p.id = notes.id and p.initial = 'a'",
          "update notes set (body) = (select email from people where id = notes.id)",
          "update notes set body = (select name from v_people v join people p using (id) where"
              + " v.identifier = '111')",
          "update v_people set id = 9 where identifier = '111'",
          "delete from v_people where identifier = '111'",
          "delete from people where ctid = '(0,1)' returning name",
          "update people set name = old_name from (select id as i, ssn as old_name from people) q where"
              + " q.i = people.id",
          "update people set name = 'x' returning with (old as o, new as n) o.ssn, n.email",
          "merge into notes using people on notes.id = people.id when matched then update set body ="
              + " 'x' returning merge_action(), people.email",
          "merge into people p using notes n on n.id = p.id when matched and p.ssn > '5' then delete",
          "with w as (select id, ssn from people), x as (select id from w where ssn > '5') delete from"
              + " notes using x where x.id = notes.id",
          "with x as (select ssn from people) select 1 from x",
          "explain analyze update people set name = ssn");

  private static EmbeddedPostgres server;
  private static MaskingDatabase first;
  private static MaskingDatabase second;
  private static Catalogue catalogue;

  @BeforeAll
  static void open() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    first = MaskingDatabase.create(server, "exposures_a", List.of(SCHEMA, FIRST));
    second = MaskingDatabase.create(server, "exposures_b", List.of(SCHEMA, SECOND));
    catalogue = first.catalogue();
  }

  @AfterAll
  static void close() throws IOException, SQLException {
    first.close();
    second.close();
    server.close();
  }

  /** Whether it would run without anybody being asked. */
  private static boolean runsUnasked(String statement) {
    Examination examination = EXAMINED.examine(statement, catalogue);
    // A read sees masks; other tests hold that.
    return examination.classification().effect() == Effect.WRITE
        && examination.decision() instanceof Decision.Permit;
  }

  private static List<String> statements() {
    List<String> statements = new ArrayList<>(MORE);
    for (String write : WRITES) {
      EXPRESSIONS.forEach(expression -> statements.add(write.formatted(expression)));
    }
    return statements;
  }

  /** What is decided before an approval rests on the catalogue, which is the same. */
  @Test
  void whatIsDecidedRestsOnNothingThatDiffers() throws SQLException {
    assertThat(second.catalogue()).isEqualTo(catalogue);
  }

  @Test
  void whateverTellsTheDatabasesApartIsAskedAboutOrRefused() throws SQLException {
    List<String> leaks = new ArrayList<>();
    int telling = 0;
    int ran = 0;
    int unasked = 0;
    for (String statement : statements()) {
      List<Response> answer = first.write(statement, LOOKS);
      boolean apart = !answer.equals(second.write(statement, LOOKS));
      boolean free = runsUnasked(statement);
      ran += answer.getFirst().succeeded() ? 1 : 0;
      telling += apart ? 1 : 0;
      unasked += free ? 1 : 0;
      if (apart && free) {
        leaks.add(statement);
      }
    }
    System.out.println(
        "%d statements, %d ran, %d tell two databases apart, %d need nobody to be asked"
            .formatted(statements().size(), ran, telling, unasked));
    assertThat(leaks).isEmpty();
    // The check would say nothing if the statements did not run, or none told of values.
    assertThat(ran).isGreaterThan(300);
    assertThat(telling).isGreaterThan(200);
    assertThat(unasked).isGreaterThan(20);
  }
}
