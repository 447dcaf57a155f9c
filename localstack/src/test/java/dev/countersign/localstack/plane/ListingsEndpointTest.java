package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agent learns of the shop through the endpoint before it asks for anything. */
class ListingsEndpointTest {

  private static Reply get(String path) throws IOException, InterruptedException {
    return TestPlane.reporter().send("GET", path, "", Map.of());
  }

  @Test
  void theShopsTablesAreListedPageByPageAsTheInformationSchemaHasThem()
      throws IOException, InterruptedException {
    List<String> listed = new ArrayList<>();
    String path = "/v1/connections/orders/catalogue?limit=3";
    while (!path.isEmpty()) {
      Reply page = get(path);
      assertThat(page.status()).isEqualTo(200);
      page.body().path("relations").forEach(table -> listed.add(table.path("name").asText()));
      String next = page.body().path("next").asText();
      path = next.isEmpty() ? "" : "/v1/connections/orders/catalogue?limit=3&next=" + next;
    }
    String body =
        "{\"statement\":\"select table_name from information_schema.tables"
            + " order by table_schema, table_name\",\"purpose\":\"a look\"}";
    Reply asked = TestPlane.reporter().send("POST", "/v1/connections/orders/sql", body, Map.of());
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
    List<String> answered = new ArrayList<>();
    for (JsonNode row : asked.body().path("rows")) {
      answered.add(row.path(0).asText());
    }
    assertThat(listed).contains("customers", "orders", "payments").isEqualTo(answered);
  }

  @Test
  void connectionsAreThoseThatTheCallerMayUse() throws IOException, InterruptedException {
    Reply reply = get("/v1/connections");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("connections").findValuesAsText("connection"))
        .contains("orders", "scratch");
    Reply unknown = get("/v1/connections/elsewhere/catalogue");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(get("/v1/connections?limit=0").status()).isEqualTo(400);
  }
}
