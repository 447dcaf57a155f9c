package dev.countersign.setup.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Label;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.setup.CommandRun;
import dev.countersign.yaml.LabelsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsCommandTest {

  private static final String OWNER = "labels_owner";
  private static final String READER = "labels_reader";

  private static final String SCRIPT =
      """
      CREATE TABLE clients (id int, full_name text, mail_to text, remarks text, vip boolean);
      INSERT INTO clients VALUES
        (1, 'Ada Example', 'ada@mail.example', 'calls back', true),
        (2, 'Ben Example', 'ben@mail.example', 'pays with 4111 1111 1111 1111', false);
      CREATE TABLE hidden (id int, iban text);
      CREATE SCHEMA "odd ""name";
      CREATE TABLE "odd ""name"."Täble" ("e mail" text);
      GRANT SELECT ON clients TO labels_reader;
      """;

  @TempDir private Path folder;
  private TestDatabase database;

  @BeforeEach
  void fill() throws SQLException {
    TestPostgresql.role(READER);
    database = TestPostgresql.fresh(OWNER, SCRIPT);
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private CommandRun run(String... further) {
    return run(CommandRun.login(database, READER, further));
  }

  private static CommandRun run(List<String> words) {
    return CommandRun.of(
        (output, errors, given) ->
            new LabelsCommand(output, errors, CommandRun.ENVIRONMENT).run(given),
        words);
  }

  @Test
  void proposalsSayWhyAndShowNoValue() {
    CommandRun run = run();
    assertThat(run.status()).as(run.errors()).isZero();
    assertThat(run.output())
        .contains("public.clients.mail_to", "2 of 2 values look like email")
        .contains("public.clients.full_name")
        .contains("public.hidden.iban", "its values could not be read")
        .doesNotContain("vip", "ada@", "4111", "Example");
  }

  @Test
  void whatIsWrittenIsAFileOfLabelsThatKeepsTheOldOnes() throws IOException {
    Path file = folder.resolve("shop.yaml");
    Files.writeString(file, "# chosen by hand\npublic.clients.full_name: customer\n");
    assertThat(run("--write", file.toString()).status()).isEqualTo(2);
    assertThat(file).content().doesNotContain("mail_to");
    assertThat(run("--write", file.toString(), "--force").status()).isZero();
    String text = Files.readString(file);
    assertThat(text).startsWith("# chosen by hand\npublic.clients.full_name: customer\n");
    Map<ColumnName, Label> labels = LabelsFile.read("shop", text).columns();
    RelationName clients = new RelationName("public", "clients");
    assertThat(labels)
        .containsEntry(new ColumnName(clients, "full_name"), Label.of("customer"))
        .containsEntry(new ColumnName(clients, "mail_to"), Label.of("email"))
        .containsEntry(
            new ColumnName(new RelationName("odd \"name", "Täble"), "e mail"), Label.of("email"));
    assertThat(run("--write", file.toString(), "--force").status()).isZero();
    assertThat(file)
        .as("nothing is proposed twice")
        .content()
        .isEqualTo(text.lines().collect(Collectors.joining("\n", "", "\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows 0 | not between",
        "--rows many | not a number",
        "--password arg | no option",
        "--labels /nowhere/labels.yaml | cannot be read",
        "--port 70000 | twice",
        "--schema | needs a value",
        "--schema public --schema nosuch | no schema `nosuch` with a table in it",
        "--write /nowhere/labels.yaml | make its folder first",
      })
  void wrongInputIsRefusedWithAReason(String further, String reason) {
    CommandRun run = run(further.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("labels: ").contains(reason);
    assertThat(run.output()).isEmpty();
  }

  @Test
  void aTargetThatCannotBeReachedIsToldWithoutItsMessage() {
    CommandRun run =
        run(
            List.of(
                "--port",
                "1",
                "--database",
                "x",
                "--user",
                "y",
                "--password-variable",
                "TARGET_PASSWORD"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("see `--host`", "SQLSTATE 08");
  }

  @ParameterizedTest
  @CsvSource({"nosuch, labels_reader, --database", "template1, nosuch, --user"})
  void whatTheTargetRefusesIsToldByTheOptionThatSaysIt(String name, String role, String option) {
    CommandRun run =
        run(
            List.of(
                "--port",
                Integer.toString(database.port()),
                "--database",
                name,
                "--user",
                role,
                "--password-variable",
                "TARGET_PASSWORD"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("see `" + option + "`");
  }
}
