package dev.countersign.statemachines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must hold of the approval machine however it is changed. */
class ApprovalDefinitionTest {
  private static final Set<String> VOCABULARY =
      Set.of(
          "Estimate",
          "Approve",
          "Unnotified",
          "Verdict",
          "Lapse",
          "Lapsed",
          "Remind",
          "Execute",
          "Settle",
          "Executed",
          "Settled",
          "Refused",
          "Expired",
          "Cancelled",
          "Unhandled");
  private static final String APPROVAL = "${ApprovalFunction}";
  private static final String EXECUTION = "${ExecutionFunction}";

  private static String text = "";
  private static Map<String, JsonNode> states = Map.of();

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(Path.of("approval.asl.json"));
    states = new LinkedHashMap<>();
    new JsonMapper()
        .readTree(text)
        .path("States")
        .properties()
        .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
  }

  private static List<String> named(String type) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static JsonNode state(String name) {
    return Objects.requireNonNull(states.get(name), () -> "the state " + name);
  }

  @Test
  void theStatesAreThoseOfTheVocabulary() {
    assertThat(states.keySet()).containsExactlyInAnyOrderElementsOf(VOCABULARY);
    assertThat(named("Succeed"))
        .containsExactlyInAnyOrder("Executed", "Settled", "Refused", "Expired", "Cancelled");
    assertThat(named("Fail")).containsExactly("Unhandled");
  }

  @Test
  void everyTaskHasATimeOutARetryAndACatchOfEverything() {
    assertThat(named("Task"))
        .containsExactlyInAnyOrder("Estimate", "Approve", "Lapse", "Execute", "Settle")
        .allSatisfy(name -> {
          JsonNode task = state(name);
          assertThat(task.has("TimeoutSeconds") || task.has("TimeoutSecondsPath")).isTrue();
          assertThat(task.path("Retry")).isNotEmpty();
          JsonNode catchers = task.path("Catch");
          assertThat(catchers.get(catchers.size() - 1).path("ErrorEquals").toString())
              .isEqualTo("[\"States.ALL\"]");
        });
  }

  @Test
  void everyRetryIsBounded() {
    for (String name : named("Task")) {
      assertThat(state(name).path("Retry"))
          .allSatisfy(retrier -> {
            assertThat(retrier.path("MaxAttempts").intValue()).isBetween(1, 20);
            assertThat(retrier.path("MaxDelaySeconds").intValue()).isBetween(1, 300);
          });
    }
  }

  @Test
  void executeIsRetriedOnlyWhereTheFunctionSurelyDidNotRun() {
    JsonNode retry = state("Execute").path("Retry");
    assertThat(retry).hasSize(1);
    assertThat(retry.get(0).path("ErrorEquals").toString())
        .isEqualTo("[\"Lambda.TooManyRequestsException\"]");
    assertThat(state("Execute").path("Catch").get(0).path("Next").asText()).isEqualTo("Settle");
  }

  @Test
  void whereTheOperationMayBeOpenEveryCatchLeadsToSettle() {
    for (String name : List.of("Lapse", "Execute")) {
      assertThat(state(name).path("Catch")).hasSize(1);
      assertThat(state(name).path("Catch").get(0).path("Next").asText())
          .as(name)
          .isEqualTo("Settle");
    }
    assertThat(state("Lapsed").path("Default").asText()).isEqualTo("Settle");
    assertThat(states.entrySet())
        .filteredOn(entry -> entry.getValue().toString().contains("\"Next\":\"Unhandled\""))
        .extracting(Map.Entry::getKey)
        .as("the machine fails only where settling did")
        .containsExactly("Settle");
  }

  @Test
  void theEstimateComesFirstAndWhateverBecomesOfItApproversAreAsked() throws IOException {
    assertThat(new JsonMapper().readTree(text).path("StartAt").asText()).isEqualTo("Estimate");
    JsonNode estimate = state("Estimate");
    assertThat(estimate.path("TimeoutSeconds").intValue()).isBetween(1, 30);
    assertThat(estimate.path("Next").asText()).isEqualTo("Approve");
    assertThat(estimate.path("Catch")).hasSize(1);
    assertThat(estimate.path("Catch").get(0).path("Next").asText()).isEqualTo("Approve");
    assertThat(estimate.path("ResultPath").isNull()).isTrue();
  }

  @Test
  void onlyTheTwoFunctionsAreLeftToBeFilledIn() {
    Set<String> placeholders = new TreeSet<>();
    Matcher placeholder = Pattern.compile("\\$\\{[^}]*}").matcher(text);
    while (placeholder.find()) {
      placeholders.add(placeholder.group());
    }
    assertThat(placeholders).containsExactly(APPROVAL, EXECUTION);
    assertThat(text).doesNotContain("arn:aws:lambda");
  }

  @Test
  void eachTaskCallsItsDutyAtItsEntryWithTheOperationsIdOnly() {
    assertCalls("Estimate", EXECUTION, "estimate", "entry", "operationId.$");
    assertCalls("Approve", APPROVAL, "notify", "entry", "operationId.$", "taskToken.$");
    assertCalls("Lapse", APPROVAL, "lapse", "entry", "operationId.$");
    assertCalls("Execute", EXECUTION, "execute", "entry", "operationId.$");
    assertCalls("Settle", EXECUTION, "settle", "entry", "operationId.$");
  }

  private static void assertCalls(String name, String function, String entry, String... fields) {
    JsonNode parameters = state(name).path("Parameters");
    assertThat(parameters.path("FunctionName").asText()).isEqualTo(function);
    JsonNode payload = parameters.path("Payload");
    assertThat(payload.path("entry").asText()).isEqualTo(entry);
    assertThat(payload.path("operationId.$").asText()).isEqualTo("$.operationId");
    List<String> names = new ArrayList<>();
    payload.fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactlyInAnyOrder(fields);
  }

  @Test
  void onlyApproveWaitsForAToken() {
    for (String name : named("Task")) {
      String resource = state(name).path("Resource").asText();
      assertThat(resource.endsWith(".waitForTaskToken")).isEqualTo(name.equals("Approve"));
    }
  }
}
