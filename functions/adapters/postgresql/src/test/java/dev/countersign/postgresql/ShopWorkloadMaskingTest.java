package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an analyst asks of the shop: joins, CTEs, windows, subqueries, set operations and
 * aggregates. Those that touch no labelled column answer exactly as without a mask, and nothing
 * tells two shops apart whose labelled values differ.
 */
class ShopWorkloadMaskingTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("countersign.repository"));
  private static final Path SHOP = REPOSITORY.resolve("localstack/src/main/resources/shop");

  private final MaskingCorpus corpus =
      new MaskingCorpus(
          REPOSITORY.resolve("functions/adapters/postgresql/src/test/resources/shop-workload"));

  @ParameterizedTest
  @ValueSource(strings = {"queries.jsonl", "more-queries.jsonl"})
  void theWorkloadAnswersAsWithoutAMaskAndNothingTellsMaskedValues(String file)
      throws IOException, SQLException {
    SortedSet<ColumnName> masked = MaskingRun.labelled(corpus.text("labels.json"));
    List<String> scripts =
        List.of(
            Files.readString(SHOP.resolve("tables.sql")),
            corpus.text("content.sql"),
            Files.readString(SHOP.resolve("constraints.sql")));
    MaskingRun run = new MaskingRun();
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        MaskingDatabase first = MaskingDatabase.create(server, "shop_a", scripts);
        MaskingDatabase second = MaskingDatabase.create(server, "shop_b", scripts)) {
      second.change(corpus.text("scramble.sql"));
      Catalogue catalogue = first.catalogue();
      for (JsonNode query : corpus.queries(file)) {
        run.ask(query, catalogue, masked, first, second);
      }
    }
    run.print("shop-workload " + file);
    assertThat(run.leaks()).isEmpty();
    assertThat(run.exact("clean")).isEqualTo(1);
    assertThat(run.exact("output")).isEqualTo(1);
    assertThat(run.answered("uses")).isEqualTo(1);
  }
}
