package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final SortedSet<ColumnName> MASKED =
      Stream.of("ssn", "email")
          .map(name -> new ColumnName(new RelationName("public", "people"), name))
          .collect(Collectors.toCollection(TreeSet::new));

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

  /** Whether it would run without anybody being asked about masked columns. */
  private static boolean runsUnasked(String statement) {
    Classification classification = new Classifier().classify(statement, catalogue);
    if (classification.effect() != Effect.WRITE) {
      // A read sees masks, and all else is judged by the policies of what it is.
      return false;
    }
    return new MaskPlanner()
                .plan(statement, classification.effect(), catalogue, new TreeSet<>(), MASKED)
            instanceof MaskVerdict.Planned planned
        && planned.plan().exposures().isEmpty();
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
