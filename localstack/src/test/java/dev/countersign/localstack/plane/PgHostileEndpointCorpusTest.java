package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Hostile statements through the endpoint: nothing changes in the database, as a second session
 * sees it.
 */
class PgHostileEndpointCorpusTest {

  private static final String STATE =
      """
      select concat_ws('|',
        (select string_agg(a::text, ',' order by a) from t),
        (select last_value || ':' || is_called from s),
        (select string_agg(oid::regclass::text, ',' order by oid) from pg_class where oid > 16383),
        (select string_agg(oid::text, ',' order by oid) from pg_proc where oid > 16383),
        (select string_agg(rolname, ',' order by rolname) from pg_roles),
        (select count(*) from pg_largeobject_metadata),
        (select string_agg(oid || ':' || coalesce(relacl::text, ''), ',' order by oid) from pg_class where oid > 16383))
      """;

  @Test
  void noHostileStatementChangesTheDatabase() throws IOException, InterruptedException {
    List<JsonNode> statements =
        Corpora.lines(Corpora.folder("pg-hostile").resolve("statements.jsonl"));
    PlaneClient client = TestPlane.reporter();
    Shop shop = TestPlane.shared().shop();
    String before = shop.text("hostile", STATE);
    List<String> changed = new ArrayList<>();
    List<String> answeredThoughNotHarmless = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    for (JsonNode statement : statements) {
      String id = statement.path("id").asText();
      Reply reply = client.sql("hostile", statement.path("sql").asText(), List.of(), "");
      outcomes.merge(reply.status() + " " + reply.problem(), 1, Integer::sum);
      if (reply.status() == 200 && !statement.path("harmless").asBoolean()) {
        answeredThoughNotHarmless.add(id);
      }
      if (!shop.text("hostile", STATE).equals(before)) {
        changed.add(id);
        before = shop.text("hostile", STATE);
      }
    }
    System.out.printf(
        "pg-hostile through the endpoint: %d statements, %d changed the database, answered though not harmless %s, by outcome %s%n",
        statements.size(), changed.size(), answeredThoughNotHarmless, outcomes);
    assertThat(changed).isEmpty();
    assertThat(answeredThoughNotHarmless).isEmpty();
  }
}
