package dev.countersign.setup.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.detect.Detectors;
import dev.countersign.detect.Found;
import dev.countersign.detect.ValueForm;
import dev.countersign.detect.ValueKind;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.postgresql.PostgresqlTarget;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.setup.Corpus;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the last net takes from ordinary answers that nothing else masks: the answers of {@code
 * agent-queries} hold telephone numbers and e-mail addresses in the columns of that name and
 * nowhere else.
 */
class OrdinaryAnswersCorpusTest {

  private static final String OWNER = "labels_owner";

  /** Names that the queries give to columns with real values of the kinds. */
  private static final Set<String> REAL =
      Set.of("email", "phone", "sbcustemail", "sbcustphone", "customer_email", "customer_phone");

  private final SortedMap<String, Integer> taken = new TreeMap<>();
  private int values;
  private int answers;

  @Test
  void nothingButRealValuesIsWithheldFromOrdinaryAnswers() throws IOException, SQLException {
    Corpus corpus = Corpus.named("agent-queries");
    List<JsonNode> queries = corpus.queries();
    for (String name : Corpus.DATABASES) {
      try (TestDatabase database =
              TestPostgresql.fresh(OWNER, corpus.text("schemas/" + name + ".sql"));
          PostgresqlTarget target = database.target(OWNER, OWNER, TestDatabase.LIMITS)) {
        for (JsonNode query : queries) {
          if (query.get("database").asText().equals(name)
              && query.get("dialect").asText().equals("postgres")) {
            ask(target, query.get("sql").asText());
          }
        }
      }
    }
    System.out.println(
        "detectors on agent-queries: %d answers, %d values, taken by column %s"
            .formatted(answers, values, taken));
    assertThat(answers).isGreaterThan(200);
    assertThat(taken.keySet()).allMatch(column -> REAL.contains(column.split(" ", -1)[0]));
  }

  private void ask(PostgresqlTarget target, String text) {
    RawOutcome outcome =
        target.run(
            new Run(text, List.of(), Run.Mode.READ_ONLY, List.of("public"), TestDatabase.LIMITS),
            () -> false);
    if (outcome instanceof RawOutcome.Answered answered) {
      answers++;
      count(answered.answer());
    }
  }

  private void count(RawAnswer answer) {
    ValueNet net = new ValueNet(kind -> false);
    List<ValueForm> forms =
        answer.columns().stream().map(column -> ValueForm.of(column.typeName())).toList();
    for (List<Optional<String>> row : answer.rows()) {
      List<Optional<String>> passed = net.pass(forms, row);
      for (int position = 0; position < row.size(); position++) {
        values++;
        if (!passed.get(position).equals(row.get(position))) {
          ValueKind kind =
              Detectors.find(row.get(position).orElseThrow()).stream()
                  .map(Found::kind)
                  .findFirst()
                  .orElseThrow();
          taken.merge(answer.columns().get(position).name() + " " + kind.word(), 1, Integer::sum);
        }
      }
    }
  }
}
