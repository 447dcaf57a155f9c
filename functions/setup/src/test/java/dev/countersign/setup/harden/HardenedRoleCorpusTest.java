package dev.countersign.setup.harden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.setup.CommandRun;
import dev.countersign.setup.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a hardened database keeps from its reading role without any rewriting, and that what the
 * plane would run there is answered as it is for the owner.
 */
class HardenedRoleCorpusTest {

  private static final String OWNER = "hardened_owner";
  private static final String READER = "hardened_reader";

  /** How many differences show that the test sees them. */
  private static final int ENOUGH = 10;

  private static final String GRANT =
      "\nGRANT SELECT ON ALL TABLES IN SCHEMA public TO " + READER + ";\n";

  @TempDir private Path folder;

  @BeforeAll
  static void makeRoles() throws SQLException {
    TestPostgresql.role(READER);
  }

  private Path labels(List<String> columns) throws IOException {
    Path file = folder.resolve("labels.yaml");
    StringBuilder text = new StringBuilder();
    columns.forEach(column -> text.append(column).append(": kept\n"));
    Files.writeString(file, text);
    return file;
  }

  private static CommandRun harden(List<String> words) {
    return CommandRun.of(
        (output, errors, given) ->
            new HardenCommand(output, errors, CommandRun.ENVIRONMENT).run(given),
        words);
  }

  private static String hardening(TestDatabase database, Path labels) {
    CommandRun run =
        harden(
            CommandRun.login(
                database, OWNER, "--labels", labels.toString(), "--role", READER, "--from-public"));
    assertThat(run.status()).as(run.errors()).isZero();
    return run.output();
  }

  @Test
  void noQueryOfTheReadingRoleTellsTheDatabasesApart() throws IOException, SQLException {
    Corpus corpus = Corpus.named("masking-evasion");
    Path labels = labels(List.of("public.people.ssn", "public.people.email", "public.cards.pan"));
    String schema = corpus.text("schema.sql");
    String first = schema + corpus.text("data-a.sql") + GRANT;
    String second = schema + corpus.text("data-b.sql") + GRANT;
    String hardening;
    try (TestDatabase database = TestPostgresql.fresh(OWNER, first)) {
      hardening = hardening(database, labels);
    }
    Tally open = new Tally();
    Tally hardened = new Tally();
    for (JsonNode query : corpus.queries()) {
      if (open.differences.size() < ENOUGH) {
        ask(query, first, second, open);
      }
      ask(query, first + hardening, second + hardening, hardened);
    }
    System.out.println("masking-evasion as the reading role, before: " + open);
    System.out.println("masking-evasion as the reading role, hardened: " + hardened);
    hardened.differences.forEach(difference -> System.out.println("  differs: " + difference));
    assertThat(open.differences).as("the role sees the difference before").hasSize(ENOUGH);
    assertThat(hardened.differences).isEmpty();
    try (TestDatabase database = TestPostgresql.fresh(OWNER, first + hardening)) {
      CommandRun check =
          harden(CommandRun.login(database, READER, "--check", "--labels", labels.toString()));
      assertThat(check.status()).as(check.output() + check.errors()).isZero();
    }
  }

  /** What came of the queries. */
  private static final class Tally {
    private final List<String> differences = new ArrayList<>();
    private final SortedMap<String, Integer> answers = new TreeMap<>();

    @Override
    public String toString() {
      return differences.size() + " differ, last steps answer " + answers;
    }
  }

  private static void ask(JsonNode query, String first, String second, Tally tally)
      throws SQLException {
    List<List<String>> one = answers(query, first);
    List<List<String>> other = answers(query, second);
    if (!one.equals(other)) {
      tally.differences.add(query.get("id").asText() + " " + query.get("technique").asText());
    }
    List<String> last = one.getLast();
    String state = last.isEmpty() ? "nothing" : last.getFirst();
    boolean failed = state.length() > 5 && state.startsWith(" | ", 5);
    tally.answers.merge(failed ? state.substring(0, 5) : "ok", 1, Integer::sum);
  }

  private static List<List<String>> answers(JsonNode query, String script) throws SQLException {
    List<List<String>> answers = new ArrayList<>();
    try (TestDatabase database = TestPostgresql.fresh(OWNER, script);
        DirectSession session = DirectSession.open(database.port(), database.name(), READER)) {
      for (JsonNode step : query.get("steps")) {
        answers.add(
            session.send(step.asText()).stream()
                .map(answer -> answer.replace(database.name(), "database"))
                .toList());
      }
    }
    return answers;
  }

  @Test
  void whatThePlaneRunsIsAnsweredAlikeUnderTheHardenedRole() throws IOException, SQLException {
    Comparison evasion = new Comparison();
    Corpus masking = Corpus.named("masking-evasion");
    List<String> sensitive =
        List.of("public.people.ssn", "public.people.email", "public.cards.pan");
    List<String> steps = new ArrayList<>();
    masking
        .queries()
        .forEach(query -> query.get("steps").forEach(step -> steps.add(step.asText())));
    evasion.compare(masking.text("schema.sql") + masking.text("data-a.sql"), sensitive, steps);
    System.out.println("rewritten masking-evasion under the hardened role: " + evasion);

    Comparison ordinary = new Comparison();
    Corpus agents = Corpus.named("agent-queries");
    for (String name : Corpus.DATABASES) {
      List<String> texts =
          agents.queries().stream()
              .filter(query -> query.get("database").asText().equals(name))
              .filter(query -> query.get("dialect").asText().equals("postgres"))
              .map(query -> query.get("sql").asText())
              .toList();
      List<String> columns = new ArrayList<>();
      for (Iterator<String> names = agents.labels(name).fieldNames(); names.hasNext(); ) {
        columns.add(names.next());
      }
      ordinary.compare(agents.text("schemas/" + name + ".sql"), columns, texts);
    }
    System.out.println("rewritten agent-queries under the hardened role: " + ordinary);
    assertThat(evasion.differences).isEmpty();
    assertThat(ordinary.differences).isEmpty();
    assertThat(ordinary.alike).isGreaterThan(150);
  }

  /** Answers to rewritten texts, for the owner and for the hardened role. */
  private final class Comparison {
    private final List<String> differences = new ArrayList<>();
    private int alike;
    private int notPlanned;

    @Override
    public String toString() {
      return alike
          + " alike, "
          + differences.size()
          + " differ, "
          + notPlanned
          + " not planned"
          + differences;
    }

    void compare(String script, List<String> columns, List<String> texts)
        throws IOException, SQLException {
      Path labels = labels(columns);
      SortedSet<ColumnName> masked = new TreeSet<>();
      for (String column : columns) {
        String[] parts = column.split("\\.", 3);
        masked.add(new ColumnName(new RelationName(parts[0], parts[1]), parts[2]));
      }
      try (TestDatabase database = TestPostgresql.fresh(OWNER, script + GRANT)) {
        CommandRun applied =
            harden(
                CommandRun.login(
                    database,
                    OWNER,
                    "--labels",
                    labels.toString(),
                    "--role",
                    READER,
                    "--from-public",
                    "--apply"));
        assertThat(applied.status()).as(applied.errors()).isZero();
        Catalogue catalogue = database.target(OWNER, OWNER, TestDatabase.LIMITS).survey();
        try (DirectSession owner = DirectSession.open(database.port(), database.name(), OWNER);
            DirectSession reader = DirectSession.open(database.port(), database.name(), READER)) {
          for (String text : texts) {
            compare(text, catalogue, masked, owner, reader);
          }
        }
      }
    }

    private void compare(
        String text,
        Catalogue catalogue,
        SortedSet<ColumnName> masked,
        DirectSession owner,
        DirectSession reader)
        throws SQLException {
      if (new Classifier().classify(text, catalogue).effect() != Effect.READ) {
        notPlanned++;
        return;
      }
      switch (new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), masked)) {
        case MaskVerdict.Refused refused -> notPlanned++;
        case MaskVerdict.Planned planned -> {
          List<String> one = read(owner, planned.plan().text());
          List<String> other = read(reader, planned.plan().text());
          if (one.equals(other)) {
            alike++;
          } else {
            differences.add(planned.plan().text() + " " + other);
          }
        }
      }
    }

    private static List<String> read(DirectSession session, String text) throws SQLException {
      session.send("begin read only");
      session.send("set local search_path = ''");
      session.send("set local enable_indexonlyscan = off");
      List<String> answer = session.send(text);
      session.send("rollback");
      return answer;
    }
  }
}
