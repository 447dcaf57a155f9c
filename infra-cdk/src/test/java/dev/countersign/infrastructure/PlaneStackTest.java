package dev.countersign.infrastructure;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the functions and the workflow run, and what each function is told. */
final class PlaneStackTest {

  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

  private Template template;

  @BeforeEach
  void synthesise() {
    template = Synthesis.plain().duties();
  }

  @ParameterizedTest
  @CsvSource({
    "Intake,dev.countersign.intake.IntakeFunction,2048,28",
    "Approval,dev.countersign.approval.ApprovalFunction,1024,20",
    "Execution,dev.countersign.execution.ExecutionFunction,2048,900",
    "Audit,dev.countersign.audit.AuditFunction,1024,28"
  })
  void aFunctionRunsAsItsDutyNeeds(String duty, String handler, int megabytes, int seconds) {
    JsonNode function = template.properties(FUNCTION, duty + "Function");
    assertThat(function.get("Handler").asText()).isEqualTo(handler);
    assertThat(function.get("MemorySize").asInt()).isEqualTo(megabytes);
    assertThat(function.get("Timeout").asInt()).isEqualTo(seconds);
    assertThat(function.get("Runtime").asText()).isEqualTo("java25");
    assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    assertThat(Template.text(function.at("/LoggingConfig/LogGroup")))
        .isEqualTo("${" + duty + "Logs}");
    assertThat(function.has("VpcConfig")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Intake", "Approval", "Execution", "Audit"})
  void aliasLiveIsThePublishedVersion(String duty) {
    JsonNode alias = template.properties("AWS::Lambda::Alias", duty + "Live");
    assertThat(alias.get("Name").asText()).isEqualTo("live");
    assertThat(Template.text(alias.get("FunctionVersion")))
        .isEqualTo("${" + duty + "FunctionCurrentVersion.Version}");
    assertThat(template.resources("AWS::Lambda::Version"))
        .containsKey(duty + "FunctionCurrentVersion");
  }

  @Test
  void intakeIsToldWhatItMayUse() {
    assertThat(environment("Intake"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("COUNTERSIGN_TABLE_EVIDENCE", "${Evidence}"),
                Map.entry("COUNTERSIGN_TABLE_ANSWERS", "${Answers}"),
                Map.entry("COUNTERSIGN_RESULTS_BUCKET", "${Results}"),
                Map.entry("COUNTERSIGN_TABLE_CATALOGUE", "${Catalogue}"),
                Map.entry("COUNTERSIGN_TABLE_POLICY", "${Policy}"),
                Map.entry("COUNTERSIGN_TABLE_OPEN", "${Open}"),
                Map.entry("COUNTERSIGN_STATE_MACHINE", "${WorkflowMachine}"),
                Map.entry("COUNTERSIGN_EXECUTION_FUNCTION", "${ExecutionLive}"),
                Map.entry("COUNTERSIGN_ISSUERS", "[{\"issuer\":\"https://issuer.example.com\"}]"),
                Map.entry("COUNTERSIGN_PUBLIC_URL", "https://countersign.example.com"),
                Map.entry("COUNTERSIGN_LONGEST_RUN_SECONDS", "900"),
                Map.entry("COUNTERSIGN_SWEEP_GRACE_SECONDS", "60")));
  }

  @Test
  void approvalIsToldWhatItMayUse() {
    assertThat(environment("Approval"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", "${Evidence}",
                "COUNTERSIGN_TABLE_POLICY", "${Policy}",
                "COUNTERSIGN_TABLE_OPEN", "${Open}",
                "COUNTERSIGN_TABLE_APPROVALS", "${ApprovalApprovals}",
                "COUNTERSIGN_SIGN_IN", "{\"issuer\":\"https://people.example.com\"}",
                "COUNTERSIGN_PUBLIC_URL", "https://countersign.example.com",
                "COUNTERSIGN_MAIL_FROM", "countersign@example.com"));
  }

  @Test
  void executionIsToldWhatItMayUse() {
    assertThat(environment("Execution"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", "${Evidence}",
                "COUNTERSIGN_TABLE_ANSWERS", "${Answers}",
                "COUNTERSIGN_RESULTS_BUCKET", "${Results}",
                "COUNTERSIGN_TABLE_CATALOGUE", "${Catalogue}",
                "COUNTERSIGN_TABLE_POLICY", "${Policy}",
                "COUNTERSIGN_TABLE_OPEN", "${Open}",
                "COUNTERSIGN_LONGEST_RUN_SECONDS", "900",
                "COUNTERSIGN_SWEEP_GRACE_SECONDS", "60"));
  }

  @Test
  void auditIsToldWhatItMayUse() {
    assertThat(environment("Audit"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", "${Evidence}",
                "COUNTERSIGN_TABLE_ANSWERS", "${Answers}",
                "COUNTERSIGN_TABLE_POLICY", "${Policy}",
                "COUNTERSIGN_TABLE_AUDITS", "${AuditAudits}",
                "COUNTERSIGN_ISSUERS", "[{\"issuer\":\"https://issuer.example.com\"}]",
                "COUNTERSIGN_SIGN_IN", "{\"issuer\":\"https://auditors.example.com\"}",
                "COUNTERSIGN_PUBLIC_URL", "https://countersign.example.com"));
  }

  @Test
  void theWorkflowLogsFaultsWithoutData() {
    JsonNode machine = template.only("AWS::StepFunctions::StateMachine");
    assertThat(machine.get("StateMachineType").asText()).isEqualTo("STANDARD");
    assertThat(machine.at("/LoggingConfiguration/Level").asText()).isEqualTo("ERROR");
    assertThat(machine.at("/LoggingConfiguration/IncludeExecutionData").asBoolean(true)).isFalse();
  }

  @Test
  void theWorkflowsNameIsTheOneThatDutiesAreAllowed() {
    JsonNode machine = template.only("AWS::StepFunctions::StateMachine");
    assertThat(Duties.MACHINE).endsWith(":" + machine.get("StateMachineName").asText());
  }

  @Test
  void theWorkflowsDefinitionNamesTheFunctionsByPlaceholder() {
    String definition =
        Template.text(template.only("AWS::StepFunctions::StateMachine").get("DefinitionString"));
    Set<String> placeholders =
        PLACEHOLDER.matcher(definition).results().map(MatchResult::group).collect(toSet());
    assertThat(placeholders)
        .containsExactlyInAnyOrder("${ApprovalFunction}", "${ExecutionFunction}");
  }

  private Map<String, String> environment(String duty) {
    Map<String, String> variables = new TreeMap<>();
    template
        .properties(FUNCTION, duty + "Function")
        .at("/Environment/Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), Template.text(variable.getValue())));
    return variables;
  }
}
