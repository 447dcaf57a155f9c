package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The corpus {@code agent-queries}: ordinary work is called a read. */
class AgentQueriesCorpusTest {

  private final Classifier classifier = new Classifier();

  @Test
  void ordinaryWorkOnPostgresqlIsCalledARead() throws IOException {
    assertThat(share("postgres")).isGreaterThanOrEqualTo(0.99);
  }

  /** The texts for MySQL are read as PostgreSQL here; each gets an answer. */
  @Test
  void everyTextForMysqlGetsAnAnswer() throws IOException {
    assertThat(share("mysql")).isBetween(0.0, 1.0);
  }

  private double share(String dialect) throws IOException {
    List<String> notReads = new ArrayList<>();
    int count = 0;
    for (JsonNode entry : StatementCorpus.read("agent-queries", "queries.jsonl")) {
      if (entry.get("dialect").asText().equals(dialect)) {
        count++;
        Classification found = classifier.classify(entry.get("sql").asText(), Catalogue.none());
        if (found.effect() != Effect.READ) {
          notReads.add(entry.get("id").asText() + " " + found.reason());
        }
      }
    }
    assertThat(count).as("texts for " + dialect).isPositive();
    double share = (double) (count - notReads.size()) / count;
    System.out.printf(
        "agent-queries: %d for %s, called reads: %d (%.1f %%)%n",
        count, dialect, count - notReads.size(), 100 * share);
    if (dialect.equals("postgres")) {
      notReads.forEach(System.out::println);
    }
    return share;
  }
}
