package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.junit.jupiter.api.Test;

/** A parser that we did not write finds the same relations in ordinary queries. */
class RelationsOracleCorpusTest {

  @Test
  void theRelationsOfOrdinaryQueriesAreThoseThatJsqlparserFinds()
      throws IOException, JSQLParserException {
    Classifier classifier = new Classifier();
    int compared = 0;
    for (JsonNode entry : StatementCorpus.read("agent-queries", "queries.jsonl")) {
      String text = entry.get("sql").asText();
      if (!entry.get("dialect").asText().equals("postgres")) {
        continue;
      }
      SortedSet<String> expected = new TreeSet<>();
      for (String name : TablesNamesFinder.findTables(text)) {
        expected.add(name.replace("\"", "").toLowerCase(Locale.ROOT));
      }
      SortedSet<String> found = new TreeSet<>();
      for (RelationUse use : classifier.classify(text, Catalogue.none()).relations()) {
        String schema = use.relation().schema();
        found.add((schema.isEmpty() ? "" : schema + ".") + use.relation().name());
      }
      assertThat(found).as(entry.get("id").asText()).isEqualTo(expected);
      compared++;
    }
    System.out.printf("agent-queries: relations of %d queries compared%n", compared);
    assertThat(compared).isPositive();
  }
}
