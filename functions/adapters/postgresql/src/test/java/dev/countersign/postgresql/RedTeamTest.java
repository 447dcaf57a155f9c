package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Statements made up to be called reads although they are not: each line of {@code red-team.tsv}
 * has what proves it, {@code catalogue} where the text alone cannot show it, and the statement.
 * None is a read by its text, save those, and none is with the catalogue.
 *
 * <p>The proofs: {@code 25006}, the server refuses it in a READ ONLY transaction; {@code changes},
 * it leaves a change behind; {@code -}, neither shows here (its effect is of another kind, the
 * server refuses the text, or it is a doubt that no text can settle), and it is no read all the
 * same.
 */
final class RedTeamTest {

  private static final String STATE =
      """
      SELECT concat_ws(' ', (SELECT count(*) FROM log), (SELECT md5(string_agg(t::text, '')) FROM t),
        (SELECT last_value FROM s), (SELECT is_called FROM s), (SELECT last_value FROM "Odd seq"),
        (SELECT is_called FROM "Odd seq"), (SELECT count(*) FROM pg_class),
        (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_largeobject_metadata),
        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
        (SELECT md5(string_agg(name || setting, ' ' ORDER BY name)) FROM pg_settings),
        (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_listening_channels()),
        (SELECT count(*) FROM pg_cursors), (SELECT relpages FROM pg_class WHERE relname = 't'))
      """;

  private record Line(String proof, boolean needsCatalogue, String statement) {

    static Line of(String line) {
      String[] parts = line.split("\t", 2);
      String[] marks = parts[0].split(" ", 2);
      return new Line(marks[0], marks.length == 2, parts[1].replace("\\n", "\n"));
    }
  }

  @Test
  void nothingThatWasMadeUpIsCalledARead() throws IOException, SQLException {
    List<String> wrong = new ArrayList<>();
    List<Line> lines =
        resource("red-team.tsv").lines().filter(l -> !l.isBlank()).map(Line::of).toList();
    try (TestDatabase database =
        TestPostgresql.fresh(TestPostgresql.SUPERUSER, resource("red-team-setup.sql"))) {
      Catalogue catalogue = survey(database);
      for (Line line : lines) {
        Classifier classifier = new Classifier();
        boolean read =
            classifier.classify(line.statement(), Catalogue.none()).effect() == Effect.READ;
        if (read != line.needsCatalogue()) {
          wrong.add("by its text " + (read ? "a read: " : "no read: ") + line.statement());
        }
        if (classifier.classify(line.statement(), catalogue).effect() == Effect.READ) {
          wrong.add("with the catalogue a read: " + line.statement());
        }
        String proof = proof(database, line.statement());
        if (!proof.equals(line.proof())) {
          wrong.add("proof " + proof + ": " + line.statement());
        }
      }
    }
    System.out.printf(
        "red team: %d statements, %d refused in READ ONLY, %d that change something, %d need a"
            + " catalogue%n",
        lines.size(),
        lines.stream().filter(line -> line.proof().equals("25006")).count(),
        lines.stream().filter(line -> line.proof().equals("changes")).count(),
        lines.stream().filter(Line::needsCatalogue).count());
    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  private static Catalogue survey(TestDatabase database) throws SQLException {
    try (Connection connection = database.open(TestPostgresql.SUPERUSER)) {
      return new PostgresqlSurvey(connection).catalogue(List.of("public"));
    }
  }

  private static String proof(TestDatabase database, String text) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&preferQueryMode=simple"
                    .formatted(database.port(), database.name()),
                TestPostgresql.SUPERUSER,
                "");
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET statement_timeout = '4s'");
      String before = state(statement);
      statement.execute("BEGIN READ ONLY");
      String refusal = run(statement, text);
      statement.execute("ROLLBACK");
      if (refusal.equals("25006")) {
        return refusal;
      }
      run(statement, text);
      return state(statement).equals(before) ? "-" : "changes";
    }
  }

  private static String run(Statement statement, String text) {
    try {
      statement.execute(text);
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static String state(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      return row.getString(1);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = RedTeamTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
