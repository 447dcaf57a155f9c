package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Non-interference through the endpoint: two databases that differ only in masked columns answer
 * alike.
 */
class MaskingEvasionEndpointCorpusTest {

  @Test
  void noResponseDiffersBetweenTwoDatabasesThatDifferOnlyInMaskedColumns()
      throws IOException, InterruptedException {
    List<JsonNode> queries =
        Corpora.lines(Corpora.folder("masking-evasion").resolve("queries.jsonl"));
    PlaneClient client = TestPlane.reporter();
    List<String> leaks = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    int controls = 0;
    List<String> controlsAnswered = new ArrayList<>();
    for (JsonNode query : queries) {
      boolean answered = true;
      for (JsonNode step : query.path("steps")) {
        Reply a = client.sql("evasion-a", step.asText(), List.of(), "");
        Reply b = client.sql("evasion-b", step.asText(), List.of(), "");
        if (a.status() != b.status() || !comparable(a.body()).equals(comparable(b.body()))) {
          leaks.add(query.path("id").asText() + " " + query.path("technique").asText());
        }
        answered &= a.status() == 200;
        outcomes.merge(a.status() + " " + a.problem(), 1, Integer::sum);
      }
      if (query.path("control").asBoolean()) {
        controls++;
        if (answered) {
          controlsAnswered.add(query.path("id").asText());
        }
      }
    }
    System.out.printf(
        "masking-evasion through the endpoint: %d queries, %d leaks, controls answered %d of %d %s, steps by outcome %s%n",
        queries.size(),
        leaks.size(),
        controlsAnswered.size(),
        controls,
        controlsAnswered,
        outcomes);
    assertThat(leaks).isEmpty();
    // The columns of a table by the information schema; sizes of relations (me-160) stay refused.
    assertThat(controlsAnswered).contains("me-159").doesNotContain("me-160");
  }

  @Test
  void ordinaryQueriesOverUnlabelledColumnsAreAnswered() throws IOException, InterruptedException {
    PlaneClient client = TestPlane.reporter();
    List<String> queries =
        List.of(
            "select id, name from people order by id",
            "select d.dname, count(*) from people p join dept d on d.id = p.dept_id group by d.dname order by 1",
            "with rich as (select id, salary from people where salary > 20) select count(*), max(salary) from rich",
            "select name, rank() over (partition by dept_id order by salary desc) from people order by name",
            "select c.id, c.expiry from cards c where exists (select 1 from people p where p.id = c.person_id and p.name = 'Ada')");
    for (String query : queries) {
      assertThat(client.sql("evasion-a", query, List.of(), "").status()).as(query).isEqualTo(200);
    }
  }

  /** Without what names the operation; and the connection, which the caller named, is one name. */
  private static String comparable(JsonNode body) {
    if (body instanceof ObjectNode document) {
      ObjectNode copy = document.deepCopy();
      copy.remove(List.of("operation", "instance", "poll"));
      return copy.toString().replace("evasion-b", "evasion-a");
    }
    return body.toString();
  }
}
