package dev.countersign.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint has the routes of the product and no others, and writes down no secret. */
final class PublicApiTest {

  private Template template;

  @BeforeEach
  void synthesise() {
    template = Synthesis.plain().duties();
  }

  @Test
  void eachRouteLeadsToItsDutysAliasAndThereIsNoOther() {
    assertThat(routes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("GET /v1/connections", "IntakeLive"),
                Map.entry("GET /v1/connections/{connection}/catalogue", "IntakeLive"),
                Map.entry("POST /v1/connections/{connection}/sql", "IntakeLive"),
                Map.entry("GET /v1/operations/{operation}", "IntakeLive"),
                Map.entry("DELETE /v1/operations/{operation}", "IntakeLive"),
                Map.entry("GET /approvals/{operation}", "ApprovalLive"),
                Map.entry("POST /approvals/{operation}", "ApprovalLive"),
                Map.entry("GET /sign-in/callback", "ApprovalLive"),
                Map.entry("POST /sign-out", "ApprovalLive"),
                Map.entry("GET /audit", "AuditLive"),
                Map.entry("GET /audit/operations/{operation}", "AuditLive"),
                Map.entry("GET /audit/sign-in/callback", "AuditLive"),
                Map.entry("POST /audit/sign-out", "AuditLive"),
                Map.entry("GET /v1/audit/export", "AuditLive")));
  }

  @Test
  void requestsAreThrottled() {
    JsonNode settings = template.only("AWS::ApiGateway::Stage").get("MethodSettings").get(0);
    assertThat(settings.get("HttpMethod").asText()).isEqualTo("*");
    assertThat(settings.get("ResourcePath").asText()).isEqualTo("/*");
    assertThat(settings.get("ThrottlingRateLimit").asInt()).isEqualTo(50);
    assertThat(settings.get("ThrottlingBurstLimit").asInt()).isEqualTo(100);
  }

  @Test
  void theAccessLogHoldsNeitherPathNorQueryNorHeaderNorBody() {
    String format = template.only("AWS::ApiGateway::Stage").at("/AccessLogSetting/Format").asText();
    assertThat(format).contains("$context.requestId", "$context.resourcePath", "$context.status");
    assertThat(format)
        .doesNotContain("$context.path")
        .doesNotContainIgnoringCase("query")
        .doesNotContainIgnoringCase("header")
        .doesNotContainIgnoringCase("body")
        .doesNotContain("$context.requestOverride")
        .doesNotContain("$context.identity.userAgent");
  }

  @Test
  void theExecutionLogWhichWouldHoldBodiesIsOff() {
    JsonNode settings = template.only("AWS::ApiGateway::Stage").get("MethodSettings").get(0);
    assertThat(settings.get("LoggingLevel").asText()).isEqualTo("OFF");
    assertThat(settings.get("DataTraceEnabled").asBoolean(true)).isFalse();
  }

  @Test
  void withoutADomainTheApiIsRegionalAndHasItsOwnName() {
    JsonNode api = template.only("AWS::ApiGateway::RestApi");
    assertThat(api.at("/EndpointConfiguration/Types").toString()).isEqualTo("[\"REGIONAL\"]");
    assertThat(api.has("DisableExecuteApiEndpoint")).isFalse();
    assertThat(template.resources("AWS::ApiGateway::DomainName")).isEmpty();
    assertThat(template.resources("AWS::WAFv2::WebACLAssociation")).isEmpty();
  }

  @Test
  void theAccountsLogRoleIsKept() {
    assertThat(template.resources("AWS::ApiGateway::Account").values())
        .singleElement()
        .satisfies(
            account -> assertThat(account.get("DeletionPolicy").asText()).isEqualTo("Retain"));
  }

  private Map<String, String> routes() {
    Map<String, JsonNode> resources = template.resources("AWS::ApiGateway::Resource");
    Map<String, String> routes = new TreeMap<>();
    template
        .resources("AWS::ApiGateway::Method")
        .values()
        .forEach(method -> {
          JsonNode properties = method.get("Properties");
          JsonNode integration = properties.get("Integration");
          assertThat(integration.get("Type").asText()).isEqualTo("AWS_PROXY");
          String uri = Template.text(integration.get("Uri"));
          routes.put(
              properties.get("HttpMethod").asText()
                  + " "
                  + path(resources, Template.text(properties.get("ResourceId"))),
              uri.replaceAll(".*/functions/\\$\\{(\\w+)}/invocations", "$1"));
        });
    return routes;
  }

  private static String path(Map<String, JsonNode> resources, String reference) {
    String name = reference.replaceAll("[${}]", "");
    JsonNode resource = resources.get(name);
    if (resource == null) {
      assertThat(name).isEqualTo("PublicApi.RootResourceId");
      return "";
    }
    JsonNode properties = resource.get("Properties");
    return path(resources, Template.text(properties.get("ParentId")))
        + "/"
        + properties.get("PathPart").asText();
  }
}
