package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
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
 * What agents ask in earnest (corpus {@code agent-queries}, PostgreSQL): queries that touch no
 * labelled column answer exactly as without a mask, and nothing tells two databases apart whose
 * labelled values differ.
 */
class AgentQueriesMaskingCorpusTest {

  private static final List<String> DATABASES =
      List.of("academic", "advising", "atis", "broker", "car_dealership", "yelp");

  private final MaskingCorpus corpus = MaskingCorpus.named("agent-queries");
  private final SortedMap<String, Integer> asked = new TreeMap<>();
  private final SortedMap<String, Integer> exact = new TreeMap<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private final List<String> deviations = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();

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
    System.out.println(
        "agent-queries: asked %s, exact %s, refused %s, %d leaks"
            .formatted(asked, exact, refused, leaks.size()));
    deviations.forEach(deviation -> System.out.println("  deviates: " + deviation));
    leaks.forEach(leak -> System.out.println("  leaks: " + leak));
    assertThat(leaks).isEmpty();
    assertThat(share("clean")).isGreaterThanOrEqualTo(0.99);
    assertThat(share("output")).isGreaterThanOrEqualTo(0.95);
  }

  private double share(String kind) {
    return (double) exact.getOrDefault(kind, 0) / asked.getOrDefault(kind, 1);
  }

  private void askAll(EmbeddedPostgres server, String database, List<JsonNode> queries)
      throws IOException, SQLException {
    String schema = corpus.text("schemas/" + database + ".sql");
    String scramble = corpus.text("schemas/" + database + ".scramble.sql");
    SortedSet<ColumnName> masked = masked(database);
    try (MaskingDatabase first = MaskingDatabase.create(server, database + "_a", List.of(schema));
        MaskingDatabase second =
            MaskingDatabase.create(server, database + "_b", List.of(schema, scramble))) {
      Catalogue catalogue = first.catalogue();
      for (JsonNode query : queries) {
        ask(query, catalogue, masked, first, second);
      }
    }
  }

  private SortedSet<ColumnName> masked(String database) throws IOException {
    SortedSet<ColumnName> masked = new TreeSet<>();
    JsonNode labels =
        new ObjectMapper().readTree(corpus.text("schemas/" + database + ".labels.json"));
    labels
        .fieldNames()
        .forEachRemaining(name -> {
          String[] parts = name.split("\\.", 3);
          masked.add(new ColumnName(new RelationName(parts[0], parts[1]), parts[2]));
        });
    return masked;
  }

  private void ask(
      JsonNode query,
      Catalogue catalogue,
      SortedSet<ColumnName> masked,
      MaskingDatabase first,
      MaskingDatabase second)
      throws SQLException {
    String text = query.get("sql").asText();
    String kind = kind(query);
    asked.merge(kind, 1, Integer::sum);
    MaskVerdict verdict =
        new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), masked);
    if (!Reads.isRead(text, catalogue)) {
      refuse(kind, "NOT_A_READ", query);
      return;
    }
    switch (verdict) {
      case MaskVerdict.Refused cause -> refuse(kind, cause.cause() + " " + cause.message(), query);
      case MaskVerdict.Planned planned -> {
        Response masking = first.read(planned.plan().text(), "");
        if (!masking.equals(second.read(planned.plan().text(), ""))) {
          leaks.add(query.get("id").asText() + ": " + planned.plan().text());
        }
        compare(query, kind, planned.plan(), masking, first.read(text, "public"));
      }
    }
  }

  private static String kind(JsonNode query) {
    return query.get("use").asText();
  }

  private void refuse(String kind, String cause, JsonNode query) {
    int end = cause.indexOf(' ');
    refused.merge(kind + " " + (end < 0 ? cause : cause.substring(0, end)), 1, Integer::sum);
    if (!kind.equals("uses")) {
      deviations.add(query.get("id").asText() + ": " + cause);
    }
  }

  private void compare(
      JsonNode query, String kind, MaskingPlan plan, Response masking, Response plain) {
    SortedSet<Integer> positions =
        switch (plan.outputs()) {
          case OutputMask.Positions known -> known.positions();
          case OutputMask.Everything everything -> new TreeSet<>();
        };
    if (masking.without(positions).equals(plain.without(positions)) && plain.succeeded()) {
      exact.merge(kind, 1, Integer::sum);
    } else {
      deviations.add(
          "%s: %s %s, plain %s"
                  .formatted(query.get("id").asText(), kind, masking.state(), plain.state())
              + " "
              + (masking.succeeded() ? "" : masking.columns()));
    }
  }
}
