package dev.countersign.postgresql;

import static dev.countersign.postgresql.TargetScene.answered;
import static dev.countersign.postgresql.TargetScene.cell;
import static dev.countersign.postgresql.TargetScene.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one Parse message does with texts of every kind, and what comes back. */
final class SingleStatementTest {

  private static TargetScene scene;

  @BeforeAll
  static void open() throws SQLException {
    scene = TargetScene.open();
  }

  @AfterAll
  static void close() throws SQLException {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; select 2",
        "select 1; commit; delete from users",
        "select 1 as a$x$; delete from users; select 2 as b$x$",
        "rollback; delete from users",
        "delete from users; delete from users",
        "select 1 -- x\n; delete from users",
      })
  void twoStatementsInOneTextAreASyntaxErrorAndNeitherRuns(String text) throws SQLException {
    assertThat(fault(scene.read(text))).isEqualTo(new TargetFault(Kind.SYNTAX, "42601"));
    assertThat(fault(scene.write(text))).isEqualTo(new TargetFault(Kind.SYNTAX, "42601"));

    assertThat(scene.names()).containsExactly("Ada", "Ben");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-- nothing", ";"})
  void aTextWithoutAStatementIsASyntaxError(String text) {
    assertThat(fault(scene.read(text)).kind()).isEqualTo(Kind.SYNTAX);
    assertThat(fault(scene.write(text)).kind()).isEqualTo(Kind.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1\0; delete from users", "select '\ud800'"})
  void aTextThatCannotBeSentUnchangedIsNotSent(String text) {
    assertThat(fault(scene.read(text))).isEqualTo(new TargetFault(Kind.SYNTAX, "22021"));
    assertThat(fault(scene.read("select $1::text", text)))
        .isEqualTo(new TargetFault(Kind.PARAMETERS, "22021"));
  }

  @Test
  void semicolonsAndQuestionMarksWithinTheTextStayThere() {
    assertThat(cell(scene.answer("select $q$; delete from users; $q$")))
        .isEqualTo("; delete from users; ");
    assertThat(cell(scene.answer("select 'a?b' || e'\\'?'"))).isEqualTo("a?b'?");
    assertThat(cell(scene.answer("select '{\"a\":1}'::jsonb ? 'a'"))).isEqualTo("t");
    assertThat(cell(scene.answer("select '{\"a\":1}'::jsonb ?| array['b', $1]", "a")))
        .isEqualTo("t");
    assertThat(cell(scene.answer("select 1 /* ; /* ; */ */ ;"))).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 12345678901234567890.123450 | numeric | 12345678901234567890.123450",
        "select 0.1::float8 + 0.2::float8 | double precision | 0.30000000000000004",
        "select '<a>x</a>'::xml | xml | <a>x</a>",
        "select array[1, null, 3] | integer[] | {1,NULL,3}",
        "select '{\"b\": 1, \"a\": [1]}'::jsonb | jsonb | {\"a\": [1], \"b\": 1}",
        "select timestamptz '2026-11-21 12:00:00+01' | timestamp with time zone | 2026-11-21 11:00:00+00",
        "select date '2026-11-21' | date | 2026-11-21",
        "select interval '1 day 2 hours' | interval | 1 day 02:00:00",
        "select '\\x00ff'::bytea | bytea | \\x00ff",
        "select 'ok'::mood | mood | ok",
        "select 'ä€😀'::varchar(9) | character varying(9) | ä€😀",
        "select true | boolean | t",
        "select row(1, 'a')| record | (1,a)",
        "show transaction_read_only | text | on",
      })
  void valuesComeAsTheTextOfTheirType(String text, String type, String value) {
    RawAnswer answer = scene.answer(text);

    assertThat(answer.columns()).extracting(RawColumn::typeName).containsExactly(type);
    assertThat(cell(answer)).isEqualTo(value);
  }

  @Test
  void nullIsNoTextAndAnEmptyTextIsOne() {
    assertThat(scene.answer("select null, ''").rows())
        .containsExactly(List.of(Optional.empty(), Optional.of("")));
  }

  @Test
  void parametersAreBoundByPositionAndNullIsBoundAsNull() {
    RawAnswer answer =
        scene.answer(
            "select $2::int + 1, $1 || '!', $3::int is null, '?', $1", "it's; $2", "41", null);

    assertThat(answer.rows().getFirst())
        .containsExactly(
            Optional.of("42"),
            Optional.of("it's; $2!"),
            Optional.of("t"),
            Optional.of("?"),
            Optional.of("it's; $2"));
  }

  @Test
  void aParameterTakesTheTypeThatItsPlaceAsksFor() {
    RawAnswer answer = scene.answer("select name from users where id = $1", "2");

    assertThat(answer.columns()).containsExactly(new RawColumn("name", "text"));
    assertThat(cell(answer)).isEqualTo("Ben");
    assertThat(answer.commandTag()).isEqualTo("SELECT 1");
    assertThat(answer.affectedRows()).isEqualTo(1);
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void parametersThatDoNotFitInCountOrTypeAreNamedAsSuch() {
    String text = "select name from users where id = $1";

    assertThat(fault(scene.read(text)).kind()).isEqualTo(Kind.PARAMETERS);
    assertThat(fault(scene.read(text, "1", "2")).kind()).isEqualTo(Kind.PARAMETERS);
    assertThat(fault(scene.read(text, "one")).kind()).isEqualTo(Kind.PARAMETERS);
    assertThat(fault(scene.read(text, "99999999999")).kind()).isEqualTo(Kind.PARAMETERS);
    assertThat(fault(scene.read("select 'one'::int")).kind()).isEqualTo(Kind.OTHER);
    assertThat(fault(scene.read("select $1::text::int", "one")).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void anAnswerWithoutColumnsHasNone() {
    RawAnswer answer = scene.answer("select from users");

    assertThat(answer.columns()).isEmpty();
    assertThat(answer.rows()).containsExactly(List.of(), List.of());
  }

  @Test
  void columnsMayShareAName() {
    assertThat(scene.answer("select 1 as a, 2 as a").columns())
        .extracting(RawColumn::name)
        .containsExactly("a", "a");
  }

  @Test
  void anUnqualifiedNameIsLookedUpWhereTheRunSays() throws SQLException {
    scene.database.execute(
        "CREATE SCHEMA IF NOT EXISTS other; CREATE TABLE other.users (n int); GRANT USAGE ON SCHEMA other TO reader; GRANT SELECT ON other.users TO reader");

    assertThat(scene.answer("select * from users").columns())
        .extracting(RawColumn::name)
        .containsExactly("id", "name");
    assertThat(cell(scene.answer("show search_path"))).isEqualTo("\"public\", \"pg_temp\"");
  }

  @Test
  void whatAFaultSaysIsItsKindAndItsState() {
    assertThat(scene.read("select 'hush'::int").toString())
        .isEqualTo("Refused[fault=TargetFault[kind=OTHER, sqlState=22P02]]");
    assertThat(answered(scene.read("select 'hush'")).toString()).doesNotContain("hush");
  }
}
