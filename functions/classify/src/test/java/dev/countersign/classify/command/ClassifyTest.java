package dev.countersign.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassifyTest {

  @TempDir private Path folder;

  /** What one run of the command said. */
  private record Said(int status, String output, String errors) {}

  private static Said run(String input, String... words) {
    return run(input.getBytes(StandardCharsets.UTF_8), words);
  }

  private static Said run(byte[] input, String... words) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        new Classify(
                new ByteArrayInputStream(input),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8))
            .run(List.of(words));
    return new Said(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aStatementIsAnsweredInTheFormThatEvidenceHas() {
    Said said = run("{\"statement\": \"delete from t where a = 'secret'\"}\n\n", "-");

    assertThat(said.status()).isZero();
    assertThat(said.output())
        .isEqualTo(
            "{\"classification\":{\"columns\":[],\"effect\":\"WRITE\",\"functions\":[],"
                + "\"reason\":\"it deletes rows\",\"relations\":[{\"access\":\"WRITE\","
                + "\"relation\":{\"name\":\"t\",\"schema\":\"\"}}],\"signals\":[]},\"line\":1}\n");
    assertThat(said.errors())
        .startsWith("classified 1 (READ 0, WRITE 1, SCHEMA 0, ADMIN 0, UNKNOWN 0)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"sql\": \"select 'secret'\"} | it has no member `statement`",
        "{\"statement\": [\"secret\"]} | its `statement` is not a string",
        "select 'secret' | it is not one JSON value",
        "{\"statement\": \"a\"} secret | it is not one JSON value",
        "{\"statement\": \"secret\", \"statement\": \"b\"} | it is not one JSON value",
        "[\"secret\"] | it is not a JSON object",
        "{\"statement\": \"secret\", \"dialect\": \"mysql\"} | its `dialect` is not `postgresql`, the only one that is"
            + " classified",
      })
  void aLineThatCannotBeClassifiedIsSaidByItsNumberAndNeverQuoted(String line, String sentence) {
    Said said =
        run("{\"statement\": \"select 1\"}\n" + line + "\n{\"statement\": \"select 2\"}", "-");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.errors()).startsWith("classify: line 2: " + sentence + "\n");
    assertThat(said.errors()).contains("not classified 1\n").doesNotContain("secret");
    assertThat(said.output()).contains("\"line\":1}\n").contains("\"line\":3}\n");
  }

  @Test
  void aLineThatIsNotUtf8OrTooLongIsSaid() {
    byte[] tooLong = new byte[(1 << 20) + 1];
    assertThat(run(new byte[] {'"', (byte) 0xff, '"'}, "-").errors()).contains("it is not UTF-8");
    assertThat(run(tooLong, "-").errors()).contains("line 1: it is longer than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "--nope x",
        "--catalogue",
        "--target nowhere --user u --password-file f -",
        "--target h:99999/d --user u --password-file f -",
        "--target h:1/d -",
        "--user u -",
        "--save-catalogue f -",
        "--search-path a -",
        "--catalogue c --authorities f -",
        "--target h:1/d --user u --password-file f --catalogue c -",
        "/no/such/file",
        "--catalogue /no/such/file -",
        "--target 127.0.0.1:1/d --user u --password-file /no/such/file -",
        "--target 127.0.0.1:1/d --user u --password-file /dev/null -",
      })
  void whatCannotBeFollowedEndsWithTwo(String words) {
    Said said = run("", words.isEmpty() ? new String[0] : words.split(" ", -1));

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.errors()).startsWith("classify: ").hasLineCount(1);
    assertThat(said.output()).isEmpty();
  }

  @Test
  void helpIsGiven() {
    assertThat(run("", "--help").output()).contains("exit status:");
  }

  @Test
  void theCatalogueOfATargetIsSavedAndUsed() throws SQLException, IOException {
    Path catalogue = folder.resolve("catalogue.json");
    Path statements =
        Files.writeString(
            folder.resolve("statements.jsonl"),
            "{\"statement\": \"select twice(id) from people\"}\n");
    try (TestDatabase database =
        TestPostgresql.fresh(
            TestPostgresql.SUPERUSER,
            "create table people (id int, email text);"
                + " create function twice(int) returns int language sql immutable as 'select $1 * 2'")) {
      Said said =
          run(
              "",
              "--target",
              "127.0.0.1:" + database.port() + "/" + database.name(),
              "--user",
              TestPostgresql.SUPERUSER,
              "--password-file",
              "/dev/null",
              "--save-catalogue",
              catalogue.toString());
      assertThat(said.status()).as(said.errors()).isZero();
    }

    Said without = run("", statements.toString());
    Said with = run("", "--catalogue", catalogue.toString(), statements.toString());

    assertThat(without.output()).contains("\"effect\":\"UNKNOWN\"");
    assertThat(with.output())
        .contains("\"effect\":\"READ\"")
        .contains("{\"name\":\"id\",\"relation\":{\"name\":\"people\",\"schema\":\"public\"}}")
        .doesNotContain("email");
  }

  @Test
  void whatIsNoCatalogueIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("catalogue.json"), "{\"version\":1}");

    Said said = run("", "--catalogue", file.toString(), "-");

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.errors())
        .contains("is not a catalogue as --save-catalogue of this version writes it")
        .contains("save it again");
  }
}
