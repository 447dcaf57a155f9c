package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.problem.ProblemDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A refusal says in stable words what its caller could change, and nothing that they may not know.
 */
class RefusalsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final IntakeScene scene = new IntakeScene();

  private JsonNode refused(List<String> caller, String body) throws JsonProcessingException {
    IntakeAnswer answer =
        scene.intake.submit(
            caller,
            new Intake.Sent("orders", body, Optional.empty(), Optional.empty()),
            Duration.ZERO);
    if (!(answer instanceof IntakeAnswer.Refused refused)) {
      throw new AssertionError(answer);
    }
    return JSON.readTree(ProblemDocument.of(refused.problem()));
  }

  private JsonNode refused(String statement) throws JsonProcessingException {
    return refused(scene.tokens.reporter(), body(statement));
  }

  private static String body(String statement) {
    return JSON.createObjectNode().put("statement", statement).put("purpose", "a look").toString();
  }

  private static String type(JsonNode problem) {
    return problem.path("type").asText().replaceFirst(".*/", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "select 1; select 2 ! nothing-permits ! [{'do':'send-one-statement'}]",
        "selec 1 ! nothing-permits ! [{'do':'rewrite-statement'}]",
        "do $$ begin end $$ ! nothing-permits ! [{'do':'rewrite-statement'}]",
        "select my_own(lower('a')) ! nothing-permits !"
            + " [{'do':'avoid-functions','about':['my_own']}]",
        "select pg_sleep(1), public.x() ! nothing-permits !"
            + " [{'do':'avoid-functions','about':['pg_sleep','public.x']}]",
        "select 1 ~~> 2 ! nothing-permits ! [{'do':'rewrite-statement'}]",
        "select id from nothing ! nothing-permits !"
            + " [{'do':'look-at-catalogue','about':['/v1/connections/orders/catalogue']}]",
        "drop table orders ! policy-forbids !"
            + " [{'do':'keep-to-policies','about':['no-schema-changes']}]",
        "begin ! policy-forbids ! [{'do':'keep-to-policies','about':['no-administration']},"
            + "{'do':'leave-session-alone'}]",
        "set role postgres ! policy-forbids !"
            + " [{'do':'keep-to-policies','about':['no-administration']},"
            + "{'do':'leave-session-alone'}]"
      })
  void aDenialSaysWhatCouldBeChanged(String statement, String code, String remedies)
      throws JsonProcessingException {
    JsonNode problem = refused(statement);
    assertThat(type(problem)).isEqualTo("denied-by-policy");
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("remedies")).isEqualTo(JSON.readTree(remedies.replace('\'', '"')));
  }

  @Test
  void whatCannotBeMaskedNamesTheColumnsInTheWay() throws JsonProcessingException {
    JsonNode problem = refused("update customers set email = lower(email) where id = '1'");
    assertThat(type(problem)).isEqualTo("cannot-be-masked");
    assertThat(problem.path("code").asText()).isEqualTo("masking");
    assertThat(problem.path("remedies").toString())
        .isEqualTo(
            "[{\"do\":\"move-masked-columns\",\"about\":[\"public.customers.email\"]},"
                + "{\"do\":\"look-at-catalogue\","
                + "\"about\":[\"/v1/connections/orders/catalogue\"]}]");
  }

  @Test
  void whatNobodyWouldBeAskedAboutSaysSo() throws JsonProcessingException {
    assertThat(refused("update customers set id = email").path("detail").asText())
        .isEqualTo(
            "a write may set masked columns but not use their values, neither in a condition nor in"
                + " an expression nor in RETURNING; no policy permits it and has approvers asked");
  }

  @Test
  void whoHasNobodyToAnswerForThemIsToldSo() throws JsonProcessingException {
    JsonNode problem =
        refused(scene.tokens.reporterThroughStranger(), body("delete from orders where id = '1'"));
    assertThat(type(problem)).isEqualTo("no-controller");
    assertThat(problem.path("code").asText()).isEqualTo("no-controller");
    assertThat(problem.path("remedies").toString()).isEqualTo("[{\"do\":\"register-owner\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"statement\":\"select 1\"} ! purpose",
        "{\"statement\":\"select 1\",\"purpose\":\" \"} ! purpose",
        "{\"purpose\":\"a look\"} ! statement",
        "{\"statement\":\"select 1\",\"purpose\":\"a look\",\"parameters\":{}} ! parameters"
      })
  void aFieldThatIsMissingIsNamed(String body, String field) throws JsonProcessingException {
    JsonNode problem = refused(scene.tokens.reporter(), body);
    assertThat(type(problem)).isEqualTo("invalid-field");
    assertThat(problem.path("code").asText()).isEqualTo(field);
    assertThat(problem.path("remedies").toString())
        .isEqualTo("[{\"do\":\"set-field\",\"about\":[\"" + field + "\"]}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select id from %s", "delete from %s", "select lower(id) from public.%s"})
  void aRelationThatTheCallerMayNotUseIsRefusedAsOneThatIsNotThere(String statement)
      throws JsonProcessingException {
    scene.replaceInPolicies(
        "[Action::\"connect\", Action::\"read\"], resource in Connection::\"orders\");",
        """
        [Action::"connect", Action::"read"], resource == Connection::"orders");

        @id("reporting-reads-the-table-orders")
        permit (principal in Group::"reporting", action == Action::"read",
          resource == Relation::"orders.public.orders");\
        """);
    scene.replaceInPolicies(
        "action == Action::\"write\", resource in Connection::\"orders\");",
        "action == Action::\"write\", resource == Connection::\"orders\");");
    assertThat(withoutName(refused(statement.formatted("customers"))))
        .isEqualTo(withoutName(refused(statement.formatted("nothing"))));
  }

  private static JsonNode withoutName(JsonNode problem) {
    ObjectNode copy = problem.deepCopy();
    copy.remove("instance");
    return copy;
  }
}
