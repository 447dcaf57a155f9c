package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.Digest;
import dev.countersign.execute.DryRun;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.Duty;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.OperationState;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes as API Gateway calls them. */
final class AuditControllerTest {

  private static final Map<String, String> NONE = Map.of();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApplicationContext context = ApplicationContext.run();
  private final FunctionScene function = context.getBean(FunctionScene.class);
  private OperationId ran = AuditScene.id(2);

  @BeforeEach
  void record() {
    ran = function.scene.requested(2);
    function.scene.approvedAndRun(ran);
    function.scene.requested(1);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private APIGatewayProxyResponseEvent byToken(String path, Account account) {
    return function.send(
        "GET", path, NONE, Map.of("Authorization", "Bearer " + function.token(account)));
  }

  private APIGatewayProxyResponseEvent bySession(
      String path, Map<String, String> query, Account account, Duty duty) {
    return function.send("GET", path, query, cookie(function.session(account, duty)));
  }

  private static Map<String, String> cookie(String session) {
    return Map.of("Cookie", "__Host-countersign-audit-session=" + session);
  }

  private static JsonNode json(APIGatewayProxyResponseEvent response) {
    try {
      return JSON.readTree(response.getBody());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(APIGatewayProxyResponseEvent response, String name) {
    return response.getMultiValueHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .map(values -> String.join(", ", values))
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit",
        "/audit/operations/op-00000000000000000000000000000002",
        "/audit/operations/op-ffffffffffffffffffffffffffffffff",
        "/v1/audit/export"
      })
  void whoeverIsNoAuditorIsToldNothingOfWhatThereIs(String path) {
    Account unknown = new Account(AuditScene.PEOPLE, "nobody-01");
    for (Account account : List.of(AuditScene.AGENT, AuditScene.CAROL, unknown)) {
      APIGatewayProxyResponseEvent response = byToken(path, account);
      assertThat(response.getStatusCode()).as("%s as %s", path, account).isEqualTo(403);
      assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
      assertThat(json(response).path("type").asText()).endsWith("/not-an-auditor");
      assertThat(response.getBody()).doesNotContain("op-").doesNotContain("refund");
    }
    assertThat(function.scene.read).isEmpty();
  }

  @Test
  void aPersonWithoutTheRoleWhoSignsInGetsAPageThatSaysNothing() {
    for (String path : List.of("/audit", "/audit/operations/" + ran)) {
      APIGatewayProxyResponseEvent response = bySession(path, NONE, AuditScene.CAROL, Duty.AUDIT);
      assertThat(response.getStatusCode()).isEqualTo(403);
      assertThat(header(response, "Content-Type")).startsWith("text/html");
      assertThat(response.getBody()).doesNotContain("op-").doesNotContain("refund-agent");
    }
    assertThat(function.scene.read).isEmpty();
  }

  @Test
  void aRequestLeavesNoBeanBehind() {
    bySession("/audit", NONE, AuditScene.CAROL, Duty.AUDIT);
    assertThat(context.containsBean(Context.class)).isFalse();
  }

  @Test
  void aTokenByWhichAnAgentActsForTheAuditorIsNotTheirs() {
    ObjectNode acting = JsonNodeFactory.instance.objectNode();
    acting.putObject("act").put("sub", "agt-7Q2").put("iss", AuditScene.AGENT.issuer());
    APIGatewayProxyResponseEvent response =
        function.send(
            "GET",
            "/audit",
            NONE,
            Map.of("Authorization", "Bearer " + function.token(AuditScene.ERIN, acting)));
    assertThat(response.getStatusCode()).isEqualTo(403);
  }

  @Test
  void aTokenThatIsNoneIsNotAuthenticated() {
    APIGatewayProxyResponseEvent response =
        function.send("GET", "/audit", NONE, Map.of("Authorization", "Bearer nonsense"));
    assertThat(response.getStatusCode()).isEqualTo(401);
    assertThat(header(response, "WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void whoIsNotSignedInIsSentToTheIssuerAndComesBackToTheSamePage() {
    APIGatewayProxyResponseEvent response =
        function.send("GET", "/audit", Map.of("who", "refund-agent"), NONE);
    assertThat(response.getStatusCode()).isEqualTo(302);
    assertThat(header(response, "Location"))
        .startsWith("https://id.example.com/authorize?")
        .contains("code_challenge_method=S256");
    assertThat(header(response, "Set-Cookie"))
        .startsWith("__Host-countersign-audit-sign-in=")
        .contains("HttpOnly", "Secure", "SameSite=Lax");
    assertThat(
            function
                .send("GET", "/audit", NONE, Map.of("Accept", "application/json"))
                .getStatusCode())
        .isEqualTo(401);
    assertThat(function.send("GET", "/v1/audit/export", NONE, NONE).getStatusCode()).isEqualTo(401);
  }

  @Test
  void aSessionOfAnApproverIsNoSessionOfAnAuditorEvenInTheSameStore() {
    assertThat(bySession("/audit", NONE, AuditScene.ERIN, Duty.AUDIT).getStatusCode())
        .isEqualTo(200);
    assertThat(bySession("/audit", NONE, AuditScene.ERIN, Duty.APPROVAL).getStatusCode())
        .isEqualTo(302);
  }

  @Test
  void aPageIsKeptNowhereAndRunsNothing() {
    APIGatewayProxyResponseEvent response =
        bySession("/audit/operations/" + ran, NONE, AuditScene.ERIN, Duty.AUDIT);
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(response.getBody()).doesNotContain("<script").doesNotContain(" style=");
  }

  @Test
  void theListShowsWhatAFilterFindsAndIsRecorded() {
    APIGatewayProxyResponseEvent response =
        bySession(
            "/audit",
            Map.of("outcome", "succeeded", "from", "2026-11-20", "to", "2026-11-20"),
            AuditScene.ERIN,
            Duty.AUDIT);
    assertThat(response.getBody())
        .contains("refund-agent on orders", "/audit/operations/" + ran, "1 shown")
        .doesNotContain(AuditScene.id(1).text());
    assertThat(function.scene.reading())
        .isInstanceOfSatisfying(
            Evidence.Listed.class,
            listed -> {
              assertThat(listed.auditor()).isEqualTo("erin");
              assertThat(listed.shown()).isEqualTo(1);
              assertThat(listed.filter().outcome()).contains(OperationState.SUCCEEDED);
            });
  }

  @Test
  void theSameListIsJsonForWhoeverComesWithAToken() {
    JsonNode list = json(byToken("/audit", AuditScene.ERIN));
    assertThat(list.path("operations")).hasSize(2);
    assertThat(list.at("/operations/0/operation").asText()).isEqualTo(ran.text());
    assertThat(list.at("/operations/0/state").asText()).isEqualTo("succeeded");
    assertThat(list.at("/operations/1/state").asText()).isEqualTo("waiting-for-approval");
    assertThat(list.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=yesterday", "outcome=done", "connection=No Such", "after=AAAA", "after=%"})
  void aFilterThatIsNotAsItMustBeIsNamed(String parameter) {
    int sign = parameter.indexOf('=');
    APIGatewayProxyResponseEvent response =
        function.send(
            "GET",
            "/audit",
            Map.of(parameter.substring(0, sign), parameter.substring(sign + 1)),
            Map.of("Authorization", "Bearer " + function.token(AuditScene.ERIN)));
    assertThat(response.getStatusCode()).isEqualTo(400);
    assertThat(json(response).path("type").asText()).endsWith("/filter-invalid");
    assertThat(function.scene.read).isEmpty();
  }

  @Test
  void aReplaySaysWhatApproversWereShownOfADryRun() {
    OperationId tried = function.scene.requested(77);
    function.scene.add(
        tried,
        new Evidence.Estimated(
            Optional.of(12L),
            Optional.empty(),
            Optional.of(new DryRun(Optional.of(1L), Optional.empty())),
            function.scene.clock.instant(),
            function.scene.file(tried).hashes(EvidenceKind.REQUESTED)));
    assertThat(bySession("/audit/operations/" + tried, NONE, AuditScene.ERIN, Duty.AUDIT).getBody())
        .contains("guess was 12 rows. A dry run touched 1 row, those");
  }

  @Test
  void aReplayShowsADryRunOfWhichNothingMoreIsRecorded() {
    OperationId tried = function.scene.requested(77);
    List<Digest> grounds = function.scene.file(tried).hashes(EvidenceKind.REQUESTED);
    function.scene.add(tried, new Evidence.Tried("b0b", function.scene.clock.instant(), grounds));
    String page =
        bySession("/audit/operations/" + tried, NONE, AuditScene.ERIN, Duty.AUDIT).getBody();
    assertThat(page)
        .contains("A dry run was begun, and what it came to is not known.")
        .contains("It waits for approvers. Nothing was committed.", "<p>Nothing was committed.</p>")
        .doesNotContain("guess", "othing was run");
  }

  @Test
  void aReplayShowsEveryStageAndTheMaskedAnswer() {
    String page =
        bySession("/audit/operations/" + ran, NONE, AuditScene.ERIN, Duty.AUDIT).getBody();
    assertThat(page)
        .contains("Authenticate", "Classify", "Decide", "Approve", "Execute", "Mask", "Record")
        .contains("erstattet", "4711", "refund of ticket 8812")
        .contains("Behind the vote stands carol, behind the request alice, bob")
        .contains("as agreed in the ticket", "UPDATE 2", "12 ms", "***")
        .contains(
            "shop.customers.email (read), shop.orders.total (read), shop.orders.total (write)")
        .contains("shop.customers.email decides which rows are touched")
        .contains("Withheld by the last net, by kind of value: iban 2.")
        .contains("This reading was recorded");
    assertThat(page).contains("\\u{202e}").doesNotContain("\u202e");
    assertThat(function.scene.reading()).isInstanceOf(Evidence.Replayed.class);
  }

  @Test
  void anOperationThatIsNotThereIsNotFound() {
    for (String id : List.of("op-ffffffffffffffffffffffffffffffff", "op-1", "..", "%22")) {
      assertThat(byToken("/audit/operations/" + id, AuditScene.ERIN).getStatusCode())
          .as(id)
          .isEqualTo(404);
    }
    assertThat(function.scene.read).isEmpty();
  }

  @Test
  void anExportIsJsonLinesAndSaysWhereItGoesOn() {
    for (int number = 10; number < 10 + Export.MOST_OPERATIONS; number++) {
      function.scene.requested(number);
    }
    APIGatewayProxyResponseEvent first = byToken("/v1/audit/export", AuditScene.ERIN);
    assertThat(header(first, "Content-Type")).startsWith("application/jsonl");
    assertThat(first.getBody().lines()).first().asString().contains("countersign-evidence");
    assertThat(header(first, "Link"))
        .startsWith("</v1/audit/export?")
        .endsWith(">; rel=\"next\"")
        .contains("after=");
    assertThat(function.scene.reading()).isInstanceOf(Evidence.Exported.class);
  }

  @Test
  void signingOutNeedsTheSessionsOwnForm() {
    String session = function.session(AuditScene.ERIN, Duty.AUDIT);
    assertThat(
            function
                .send("POST", "/audit/sign-out", NONE, cookie(session), "form-token=other")
                .getStatusCode())
        .isEqualTo(403);
    String form = "form-token=" + function.formToken(session);
    APIGatewayProxyResponseEvent out =
        function.send("POST", "/audit/sign-out", NONE, cookie(session), form);
    assertThat(out.getStatusCode()).isEqualTo(200);
    assertThat(header(out, "Set-Cookie")).contains("Max-Age=0");
    assertThat(function.send("GET", "/audit", NONE, cookie(session)).getStatusCode())
        .isEqualTo(302);
  }
}
