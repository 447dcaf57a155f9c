package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/**
 * What agents ask in earnest (corpus {@code agent-queries}, PostgreSQL): queries that touch no
 * labelled column answer exactly as without a mask, and nothing tells two databases apart whose
 * labelled values differ.
 */
class AgentQueriesMaskingCorpusTest {

  private static final List<String> DATABASES =
      List.of("academic", "advising", "atis", "broker", "car_dealership", "yelp");

  private final MaskingCorpus corpus = MaskingCorpus.named("agent-queries");
  private final MaskingRun run = new MaskingRun();

  @Test
  void ordinaryQueriesAnswerAsWithoutAMaskAndNoneTellsMaskedValues()
      throws IOException, SQLException {
    List<JsonNode> queries = corpus.queries();
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      for (String database : DATABASES) {
        List<JsonNode> here =
            queries.stream()
                .filter(query -> query.get("database").asText().equals(database))
                .filter(query -> query.get("dialect").asText().equals("postgres"))
                .toList();
        askAll(server, database, here);
      }
    }
    run.print("agent-queries");
    assertThat(run.leaks()).isEmpty();
    assertThat(run.exact("clean")).isGreaterThanOrEqualTo(0.99);
    assertThat(run.exact("output")).isGreaterThanOrEqualTo(0.99);
    assertThat(run.answered("uses")).isGreaterThanOrEqualTo(0.95);
  }

  private void askAll(EmbeddedPostgres server, String database, List<JsonNode> queries)
      throws IOException, SQLException {
    String schema = corpus.text("schemas/" + database + ".sql");
    String scramble = corpus.text("schemas/" + database + ".scramble.sql");
    SortedSet<ColumnName> masked =
        MaskingRun.labelled(corpus.text("schemas/" + database + ".labels.json"));
    try (MaskingDatabase first = MaskingDatabase.create(server, database + "_a", List.of(schema));
        MaskingDatabase second =
            MaskingDatabase.create(server, database + "_b", List.of(schema, scramble))) {
      Catalogue catalogue = first.catalogue();
      for (JsonNode query : queries) {
        run.ask(query, catalogue, masked, first, second);
      }
    }
  }
}
