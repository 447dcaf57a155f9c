package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Non-interference: two databases that differ only in masked columns answer every query of the
 * corpus {@code masking-evasion} alike.
 */
class MaskingEvasionCorpusTest {

  private static final SortedSet<ColumnName> MASKED =
      new TreeSet<>(
          List.of(column("people", "ssn"), column("people", "email"), column("cards", "pan")));

  private final List<String> differences = new ArrayList<>();
  private final SortedMap<String, Integer> outcomes = new TreeMap<>();
  private final List<String> controls = new ArrayList<>();
  private int answeredQueries;
  private int steps;
  private int reads;
  private int answered;

  private static ColumnName column(String relation, String name) {
    return new ColumnName(new RelationName("public", relation), name);
  }

  @Test
  void noAnswerDependsOnAMaskedValue() throws IOException, SQLException {
    MaskingCorpus corpus = MaskingCorpus.named("masking-evasion");
    List<JsonNode> queries = corpus.queries();
    String schema = corpus.text("schema.sql");
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        MaskingDatabase first =
            MaskingDatabase.create(server, "a", List.of(schema, corpus.text("data-a.sql")));
        MaskingDatabase second =
            MaskingDatabase.create(server, "b", List.of(schema, corpus.text("data-b.sql")))) {
      assertThat(first.catalogue()).isEqualTo(second.catalogue());
      assertThat(first.read("select ssn from people", "public"))
          .as("the databases differ")
          .isNotEqualTo(second.read("select ssn from people", "public"));
      for (JsonNode query : queries) {
        ask(query, first.catalogue(), first, second);
      }
    }
    System.out.println(
        "masking-evasion: %d queries, %d steps, %d of them reads, %d answered, %d queries answered"
                .formatted(queries.size(), steps, reads, answered, answeredQueries)
            + " whole, outcomes %s, controls %s".formatted(outcomes, controls));
    differences.forEach(difference -> System.out.println("  differs: " + difference));
    assertThat(differences).isEmpty();
    assertThat(answered).as("steps answered").isPositive();
  }

  private void ask(
      JsonNode query, Catalogue catalogue, MaskingDatabase first, MaskingDatabase second)
      throws SQLException {
    boolean whole = true;
    for (JsonNode step : query.get("steps")) {
      steps++;
      whole &= answers(query.get("id").asText(), step.asText(), catalogue, first, second);
    }
    answeredQueries += whole ? 1 : 0;
    if (query.path("control").asBoolean()) {
      controls.add(query.get("id").asText() + (whole ? " answered" : " refused"));
    }
  }

  private boolean answers(
      String id, String text, Catalogue catalogue, MaskingDatabase first, MaskingDatabase second)
      throws SQLException {
    if (!Reads.isRead(text, catalogue)) {
      outcomes.merge("NOT_A_READ", 1, Integer::sum);
      return false;
    }
    reads++;
    return switch (new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), MASKED)) {
      case MaskVerdict.Refused verdict -> {
        outcomes.merge(verdict.cause().name(), 1, Integer::sum);
        yield false;
      }
      case MaskVerdict.Planned planned -> {
        Response one = first.read(planned.plan().text(), "");
        Response other = second.read(planned.plan().text(), "");
        if (!one.equals(other)) {
          differences.add(id + ": " + planned.plan().text());
        }
        outcomes.merge(one.succeeded() ? "ANSWERED" : "ERROR " + one.state(), 1, Integer::sum);
        answered += one.succeeded() ? 1 : 0;
        yield one.succeeded();
      }
    };
  }
}
