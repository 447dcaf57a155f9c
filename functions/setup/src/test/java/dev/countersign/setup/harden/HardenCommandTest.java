package dev.countersign.setup.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.setup.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HardenCommandTest {

  private static final String OWNER = "harden_owner";
  private static final String READER = "harden_reader";

  private static final String SCRIPT =
      """
      CREATE TABLE people (id int PRIMARY KEY, name text, ssn varchar(11), born date,
        initial text GENERATED ALWAYS AS (left(ssn, 1)) STORED);
      CREATE INDEX people_by_ssn ON people (ssn, id);
      CREATE INDEX people_by_name ON people (name);
      INSERT INTO people VALUES (1, 'Ada', '123-45-6789', '1990-01-01');
      CREATE TABLE logs (id int, "we""ird" text) PARTITION BY RANGE (id);
      CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (10);
      INSERT INTO logs VALUES (1, 'kept');
      CREATE TABLE others (id int, body text);
      CREATE VIEW hands_on AS SELECT id, ssn AS other FROM people;
      CREATE VIEW above AS SELECT other FROM hands_on;
      CREATE VIEW rows_of AS SELECT id, row_to_json(p) AS line FROM people p;
      CREATE VIEW safe AS SELECT id, name FROM people;
      CREATE FUNCTION tells() RETURNS text LANGUAGE sql SECURITY DEFINER AS
        'select max(ssn) from public.people';
      CREATE TABLE secret_of_owner (id int, ssn text);
      GRANT SELECT ON people, logs, logs_1, others, hands_on, above, rows_of, safe TO harden_reader;
      """;

  private static final String LABELS =
      """
      public.people.ssn: national-id
      public.people.born: birth-date
      public.logs.we"ird: secret
      public.secret_of_owner.ssn: national-id
      public.gone.ssn: national-id
      """;

  @TempDir private Path folder;
  private TestDatabase database;
  private Path labels;

  @BeforeEach
  void fill() throws SQLException, IOException {
    TestPostgresql.role(READER);
    database = TestPostgresql.fresh(OWNER, SCRIPT);
    labels = folder.resolve("labels.yaml");
    Files.writeString(labels, LABELS);
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private static CommandRun run(List<String> words) {
    return CommandRun.of(
        (output, errors, given) ->
            new HardenCommand(output, errors, CommandRun.ENVIRONMENT).run(given),
        words);
  }

  private CommandRun harden(String... further) {
    List<String> words =
        CommandRun.login(database, OWNER, "--labels", labels.toString(), "--role", READER);
    words.addAll(List.of(further));
    return run(words);
  }

  private CommandRun check() {
    return run(CommandRun.login(database, READER, "--check", "--labels", labels.toString()));
  }

  @Test
  void beforeHardeningTheCheckNamesEveryWay() {
    CommandRun check = check();
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.output())
        .contains("wrong: column \"public\".\"people\".\"ssn\" can be read")
        .contains("wrong: column \"public\".\"people\".\"initial\" can be read")
        .contains("wrong: column \"public\".\"logs_1\".\"we\"\"ird\" can be read")
        .contains("wrong: view \"public\".\"hands_on\" may be read")
        .contains("wrong: view \"public\".\"above\" may be read")
        .contains("wrong: view \"public\".\"rows_of\" may be read")
        .doesNotContain("\"safe\" may be read")
        .contains("wrong: routine public.tells() may be called")
        .contains("-- note: public.people has an index that starts with a labelled column")
        .doesNotContain("people_by_name")
        .contains("-- the target has no column public.gone.ssn")
        .doesNotContain("123-45");
  }

  @Test
  void onceAppliedTheCheckFindsNothingAndOnlyOpenColumnsAnswer() throws SQLException {
    assertThat(harden("--apply", "--from-public").status()).isZero();
    CommandRun check = check();
    assertThat(check.status()).as(check.output()).isZero();
    assertThat(check.output())
        .contains("-- note: the role may read nothing of public.secret_of_owner")
        .doesNotContain("123-45");
    try (DirectSession reader = DirectSession.open(database.port(), database.name(), READER)) {
      assertThat(reader.send("select id, name from people")).contains("row | 1 | Ada");
      assertThat(reader.send("select * from people").toString()).contains("42501");
      assertThat(reader.send("select * from public_masked.people"))
          .contains("row | 1 | Ada | *** | null | ***");
      assertThat(reader.send("select * from public_masked.logs")).contains("row | 1 | ***");
      assertThat(reader.send("select * from others")).hasSize(1);
      assertThat(reader.send("select * from above").toString()).contains("42501");
      assertThat(reader.send("select tells()").toString()).contains("42501");
      assertThat(reader.send("select * from safe")).contains("row | 1 | Ada");
      assertThat(reader.send("select id from secret_of_owner").toString()).contains("42501");
      assertThat(reader.send("select * from public_masked.secret_of_owner").toString())
          .contains("42501");
    }
  }

  @Test
  void appliedAgainItComesToTheSame() throws SQLException {
    assertThat(harden("--apply", "--from-public").status()).isZero();
    String once = check().output();
    CommandRun again = harden("--apply", "--from-public");
    assertThat(again.status()).as(again.errors()).isZero();
    assertThat(check().output()).isEqualTo(once);
  }

  @Test
  void whatIsPrintedRunsAsItStandsAndChangesNothingUntilThen() throws SQLException {
    CommandRun printed = harden("--from-public");
    assertThat(printed.status()).as(printed.errors()).isZero();
    assertThat(check().output()).contains("ssn\" can be read");
    try (DirectSession owner = DirectSession.open(database.port(), database.name(), OWNER)) {
      assertThat(owner.send(printed.output()).toString()).doesNotContain(" | ");
    }
    assertThat(check().output()).doesNotContain("can be read");
  }

  @Test
  void whatEveryRoleHasIsTakenOnlyWhenAsked() {
    CommandRun printed = harden();
    assertThat(printed.output())
        .contains("-- needs --from-public, and others may need it: REVOKE EXECUTE ON ROUTINE")
        .doesNotContain("\nREVOKE EXECUTE ON ROUTINE public.tells() FROM PUBLIC");
    assertThat(harden("--apply").status()).isZero();
    assertThat(check().output()).contains("wrong: routine public.tells() may be called");
  }

  @Test
  void aSchemaOfSomebodyElseIsLeftAlone() throws SQLException {
    database.execute("CREATE SCHEMA public_masked");
    CommandRun run = harden("--apply");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("this command did not make it");
  }

  @Test
  void aRoleThatItMayActAsIsFound() throws SQLException {
    assertThat(harden("--apply", "--from-public").status()).isZero();
    TestPostgresql.role("harden_powerful");
    database.execute("GRANT SELECT ON people TO harden_powerful");
    database.execute("GRANT harden_powerful TO harden_reader WITH INHERIT FALSE");
    String found = check().output();
    database.execute("REVOKE harden_powerful FROM harden_reader");
    assertThat(found).contains("wrong: the role may act as role \"harden_powerful\"");
  }

  @Test
  void theOwnerIsNoRoleToBeHardened() {
    CommandRun check =
        run(CommandRun.login(database, OWNER, "--check", "--labels", labels.toString()));
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.output()).contains("the role owns a labelled relation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--check | goes with neither",
        "--role x | given twice",
        "--password secret | no option",
        "--apply --apply | given twice",
      })
  void wrongInputIsRefusedWithAReason(String further, String reason) {
    CommandRun run = harden(further.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("harden: ").contains(reason);
    assertThat(run.output()).isEmpty();
  }

  /** It would have to read the column that hardening takes from the role. */
  @ParameterizedTest
  @ValueSource(strings = {"discloses-equality", "discloses-last-four"})
  void aMaskThatDisclosesIsRefused(String mask) throws IOException {
    Files.writeString(labels, "public.people.email: {kind: email, mask: " + mask + "}\n");
    CommandRun run = harden();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("`" + mask + "`", "do not harden");
  }

  @Test
  void aRoleThatIsNotThereIsSaidToBeMissing() {
    CommandRun run =
        run(CommandRun.login(database, OWNER, "--labels", labels.toString(), "--role", "no\"body"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("no role");
  }
}
