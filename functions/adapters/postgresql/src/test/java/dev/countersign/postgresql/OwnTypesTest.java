package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a target with extensions that bring types of their own, a read gives what it gives by any
 * other client with the search path of the connection, or it is no read.
 */
final class OwnTypesTest {

  private static final String SCRIPT =
      """
      CREATE EXTENSION citext;
      CREATE EXTENSION hstore;
      CREATE EXTENSION ltree;
      CREATE EXTENSION cube;
      CREATE EXTENSION pg_trgm;
      CREATE FUNCTION initcap(citext) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION initcap(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE DOMAIN address AS citext;
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE users (id int, email citext, home address, attributes hstore, path ltree,
        place cube, name text, mood mood);
      INSERT INTO users VALUES
        (1, 'Bob@x', 'Rome', 'a=>1', 'a.b', '(1,2)', 'bob', 'ok'),
        (2, 'bob@X', 'rome', 'a=>2', 'a.c', '(1,3)', 'Bob', 'sad'),
        (3, 'eve@x', 'Oslo', 'b=>2', 'b.c', '(2,3)', 'eve', 'ok');
      CREATE TABLE visits (visitor text, email text);
      INSERT INTO visits VALUES ('BOB@X', 'BOB@X'), ('eve@x', 'EVE@x');
      CREATE VIEW people AS SELECT id, email FROM users WHERE email = 'BOB@x';
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

  private static List<String> answer(String text, String path) throws SQLException {
    try (Connection connection = database.open(TestPostgresql.SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN READ ONLY; SET LOCAL search_path = '" + path + "'");
      List<String> rows = new ArrayList<>();
      try (ResultSet answer = statement.executeQuery(text)) {
        while (answer.next()) {
          StringBuilder row = new StringBuilder();
          for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
            row.append(answer.getString(column)).append('|');
          }
          rows.add(row.toString());
        }
      }
      return rows;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from users where email = 'BOB@X'",
        "select id from users where home = 'ROME'",
        "select id from users where email in ('BOB@X')",
        "select id from users where email like 'BOB%'",
        "select count(*) from users join visits using (email)",
        "select count(*) from users u join visits v on u.email = v.visitor",
        "select count(*) from visits where visitor in (select email from users)",
        "select max(email) from users",
        "select replace(email, 'BOB', 'x') from users",
        "select e from (select email as e from users) x where e = 'BOB@X'",
        "select attributes -> 'a' from users",
        "select id from users where path <@ 'a'",
        "select id from users order by place <-> '(1,1)'",
        "select id from people",
        "select id from users where email = any (array['BOB@X'])",
        "select case email when 'BOB@X' then 1 else 0 end from users",
        "select nullif(email, 'BOB@x') from users",
        "select initcap(name) from users",
      })
  void whatWouldFindOtherRowsOrNoneIsNoRead(String text) {
    assertThat(classify(text).effect()).isEqualTo(Effect.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from users order by id",
        "select id, email, home, attributes, path, place from users where id = 1",
        "select email, count(*) from users group by email order by email",
        "select distinct email from users order by 1",
        "select id from users order by email desc, id",
        "select max(id), min(name), max(email::text) from users",
        "select replace(name, 'b', 'x'), split_part(name, 'o', 1), strpos(name, 'b') from users",
        "select regexp_replace(name, 'b', 'x'), translate(name, 'b', 'x') from users order by id",
        "select id from users where email is not null and name = 'bob'",
        "select id from users where email::text = 'bob@X' and length(email) > 2",
        "select id from users where mood = 'ok' order by mood, id",
        "select name from users where name like 'b%' and name > 'a'",
        "select * from (select * from users) u where u.id = 2",
        "select u.name, v.visitor from users u join visits v on lower(v.visitor) = u.email::text",
        "select to_json(u) from users u order by id",
        "select array_agg(email order by id) from users",
        "select row_number() over (partition by email order by id), id from users order by id",
        "select email from users union select email from users order by 1",
        "select array_length(array_agg(id), 1), string_agg(name, ',' order by id) from users",
      })
  void whatIsAReadGivesWhatTheSearchPathOfTheConnectionGives(String text) throws SQLException {
    Classification found = classify(text);

    assertThat(found.effect()).as(found.reason()).isEqualTo(Effect.READ);
    MaskVerdict verdict =
        new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), new TreeSet<>());
    assertThat(verdict).isInstanceOf(MaskVerdict.Planned.class);
    assertThat(answer(((MaskVerdict.Planned) verdict).plan().text(), ""))
        .isNotEmpty()
        .isEqualTo(answer(text, "public"));
  }
}
