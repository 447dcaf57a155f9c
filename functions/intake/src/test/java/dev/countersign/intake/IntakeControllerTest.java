package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.apigateway.NoContext;
import dev.countersign.execute.ExecutionDoor.Knock;
import dev.countersign.execute.TargetFault;
import dev.countersign.record.Evidence;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of intake through the function's own entry: what goes in, and what comes out. */
class IntakeControllerTest {

  private static final String SQL = "/v1/connections/orders/sql";
  private static final String READ = "select id from orders";
  private static final String WRITE = "update orders set status = 'zebra' where id = 17";

  private final ApplicationContext context = ApplicationContext.run();
  private final IntakeScene scene = context.getBean(IntakeInMemory.class).scene;
  private final ApiGatewayProxyRequestEventFunction function =
      new ApiGatewayProxyRequestEventFunction(context);

  @AfterEach
  void close() {
    context.close();
  }

  private record Response(int status, Map<String, String> headers, JsonNode body) {}

  private Response send(String method, String path, String body, Map<String, String> headers)
      throws JsonProcessingException {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Authorization", scene.tokens.reporter().getFirst());
    all.put("Host", "plane.example.com");
    Map<String, List<String>> lists = new HashMap<>();
    all.forEach((name, value) -> lists.put(name, List.of(value)));
    String[] parts = path.split("\\?", 2);
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withPath(parts[0])
            .withHeaders(all)
            .withMultiValueHeaders(lists)
            .withBody(body)
            .withIsBase64Encoded(false)
            .withRequestContext(new APIGatewayProxyRequestEvent.ProxyRequestContext());
    if (parts.length > 1) {
      String[] parameter = parts[1].split("=", 2);
      event.setQueryStringParameters(Map.of(parameter[0], parameter[1]));
      event.setMultiValueQueryStringParameters(Map.of(parameter[0], List.of(parameter[1])));
    }
    APIGatewayProxyResponseEvent answer = function.handleRequest(event, new NoContext());
    Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.getMultiValueHeaders().forEach((name, values) -> found.put(name, values.getFirst()));
    return new Response(
        answer.getStatusCode(), found, new ObjectMapper().readTree(answer.getBody()));
  }

  private Response submit(String statement, Map<String, String> headers)
      throws JsonProcessingException {
    return send(
        "POST", SQL, "{\"statement\":\"%s\",\"purpose\":\"a look\"}".formatted(statement), headers);
  }

  private static void isProblem(Response response, int status, String type) {
    assertThat(response.status()).as(response.body().toString()).isEqualTo(status);
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Cache-Control", "no-store");
    assertThat(response.body().path("type").asText())
        .isEqualTo("https://countersign.dev/problems/" + type);
    assertThat(response.body().path("status").asInt()).isEqualTo(status);
    assertThat(response.body().toString()).doesNotContain("zebra", "Exception", "evidence");
  }

  @Test
  void aRequestLeavesNoBeanBehind() throws JsonProcessingException {
    submit(READ, Map.of());
    assertThat(context.containsBean(Context.class)).isFalse();
  }

  @Test
  void anAnswerIsNotToBeKeptAndNamesItsOperation() throws JsonProcessingException {
    Response response = submit(READ, Map.of());
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body().path("rows").size()).isEqualTo(1);
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("Content-Location", "/v1/operations/" + scene.executed.getFirst());
  }

  @Test
  void whatWaitsIsAcceptedWithWhereAndWhenToAskAgain() throws JsonProcessingException {
    Response response = submit(WRITE, Map.of());
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.body().path("state").asText()).isEqualTo("waiting-for-approval");
    assertThat(response.headers())
        .containsEntry("Location", "/v1/operations/" + scene.started.getFirst())
        .containsEntry("Retry-After", "2");
    Response poll = send("GET", "/v1/operations/" + scene.started.getFirst(), "", Map.of());
    assertThat(poll.status()).isEqualTo(202);
  }

  @Test
  void whatWaitsSaysWhichMaskedColumnsItWouldUseAndWhere() throws JsonProcessingException {
    Response plain = submit(WRITE, Map.of());
    Response exposing =
        submit("update orders set status = 'x' from customers where email = 'a@b.c'", Map.of());
    assertThat(plain.body().has("exposes")).isFalse();
    assertThat(exposing.status()).isEqualTo(202);
    assertThat(exposing.body().path("exposes").toString())
        .isEqualTo("[{\"column\":\"public.customers.email\",\"in\":\"condition\"}]");
  }

  @Test
  void aPollWaitsAsLongAsItSays() throws JsonProcessingException {
    submit(WRITE, Map.of());
    send("GET", "/v1/operations/" + scene.started.getFirst() + "?wait=7", "", Map.of());
    assertThat(scene.clock.instant())
        .isBetween(IntakeScene.NOON.plusSeconds(7), IntakeScene.NOON.plusSeconds(9));
  }

  @Test
  void aDeleteWithdraws() throws JsonProcessingException {
    submit(WRITE, Map.of());
    isProblem(
        send("DELETE", "/v1/operations/" + scene.started.getFirst(), "", Map.of()),
        409,
        "cancelled");
  }

  /** As curl does, unless it is told otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"'100%'", "'%@example.org'", "'a&wait=99&b+c'", "'&wait=x'"})
  void aBodyOfJsonThatIsCalledAFormIsTakenAsItIs(String literal) throws JsonProcessingException {
    String statement = "update orders set status = " + literal + " where id = 1";
    Response response =
        submit(statement, Map.of("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(response.status()).isEqualTo(202);
    Evidence.Requested requested = scene.file(scene.started.getFirst()).requested().orElseThrow();
    assertThat(requested.operation().statement()).isEqualTo(statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "-1", "1.5", "zebra", "", "007"})
  void aWaitThatIsNoneIsRefused(String wait) throws JsonProcessingException {
    isProblem(
        send(
            "GET", "/v1/operations/op-ffffffffffffffffffffffffffffffff?wait=" + wait, "", Map.of()),
        400,
        "wait-invalid");
    assertThat(scene.clock.instant()).isEqualTo(IntakeScene.NOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ze bra", "z\u00e9bra", ""})
  void aKeyOfAnotherFormIsRefused(String key) throws JsonProcessingException {
    isProblem(submit(WRITE, Map.of("Idempotency-Key", key)), 400, "idempotency-key-invalid");
    isProblem(
        submit(WRITE, Map.of("Idempotency-Key", "x".repeat(129))), 400, "idempotency-key-invalid");
    assertThat(scene.started).isEmpty();
  }

  @Test
  void aSessionOfAnotherFormIsRefused() throws JsonProcessingException {
    isProblem(submit(WRITE, Map.of("Countersign-Session", "ze bra")), 400, "invalid-field");
  }

  @Test
  void whoIsNotAuthenticatedIsToldHow() throws JsonProcessingException {
    Response response = submit(READ, Map.of("Authorization", "Bearer zebra"));
    isProblem(response, 401, "unauthenticated");
    assertThat(response.headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() throws JsonProcessingException {
    isProblem(send("POST", SQL, "{\"zebra\"", Map.of()), 400, "not-json");
    isProblem(send("POST", SQL, "", Map.of()), 400, "not-json");
  }

  @Test
  void withoutTheStoreTheCallerIsToldToComeAgain() throws JsonProcessingException {
    scene.storeIsDown = true;
    Response response = submit(WRITE, Map.of());
    isProblem(response, 503, "unavailable");
    assertThat(response.headers()).containsEntry("Retry-After", "2");
    assertThat(scene.started).isEmpty();
    assertThat(scene.executed).isEmpty();
  }

  @Test
  void withoutTheWorkflowTheCallerIsToldToRepeat() throws JsonProcessingException {
    scene.workflowIsDown = true;
    Response response = submit(WRITE, Map.of());
    isProblem(response, 503, "unavailable");
    assertThat(response.body().path("detail").asText()).contains("repeat the same request");
  }

  @Test
  void aCatalogueOfAnotherVersionIsNotTheCallersToMend() throws JsonProcessingException {
    scene.catalogueIsOfAnotherVersion = true;
    Response asked = submit(READ, Map.of());
    isProblem(asked, 503, "unavailable");
    assertThat(asked.body().path("detail").asText()).contains("tell whoever runs the plane");
    isProblem(send("GET", "/v1/connections/orders/catalogue", "", Map.of()), 503, "unavailable");
    assertThat(scene.executed).isEmpty();
  }

  @Test
  void aFaultOfOursSaysNothingOfItself() throws JsonProcessingException {
    scene.execution =
        id -> {
          throw new IllegalStateException("zebra");
        };
    isProblem(submit(READ, Map.of()), 503, "unavailable");
  }

  @Test
  void listingsAreNotToBeKept() throws JsonProcessingException {
    for (String path : List.of("/v1/connections", "/v1/connections/orders/catalogue")) {
      Response response = send("GET", path, "", Map.of());
      assertThat(response.status()).as(path).isEqualTo(200);
      assertThat(response.headers())
          .containsEntry("Content-Type", "application/json")
          .containsEntry("Cache-Control", "no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=zebra", "limit=", "next=zebra", "next="})
  void aPageThatIsNoneIsRefused(String query) throws JsonProcessingException {
    for (String path : List.of("/v1/connections", "/v1/connections/orders/catalogue")) {
      isProblem(send("GET", path + "?" + query, "", Map.of()), 400, "page-invalid");
    }
  }

  @Test
  void aPageIsAsLongAsItsCallerAsks() throws JsonProcessingException {
    Response first = send("GET", "/v1/connections/orders/catalogue?limit=1", "", Map.of());
    assertThat(first.body().path("relations").size()).isEqualTo(1);
    String next = first.body().path("next").asText();
    Response second = send("GET", "/v1/connections/orders/catalogue?next=" + next, "", Map.of());
    assertThat(second.body().at("/relations/0/name").asText()).isEqualTo("orders");
    assertThat(second.body().has("next")).isFalse();
  }

  @Test
  void aTargetsRefusalIsAProblemWithItsCode() throws JsonProcessingException {
    scene.execution =
        id -> {
          scene.start(id);
          scene.append(
              id,
              new Evidence.Failed(
                  new TargetFault(TargetFault.Kind.TIMEOUT, "57014"),
                  3,
                  scene.clock.instant(),
                  List.of()));
          return Knock.ENDED;
        };
    Response response = submit(READ, Map.of());
    isProblem(response, 504, "target-timeout");
    assertThat(response.body().path("code").asText()).isEqualTo("57014");
  }
}
