package dev.countersign.infrastructure;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No role can do more, or less, than its duty states. */
final class DutySegregationTest {

  private static final List<String> DUTIES =
      List.of(Duties.INTAKE, Duties.APPROVAL, Duties.EXECUTION, Duties.AUDIT);

  private static final Pattern LEADING_KEY =
      Pattern.compile(
          "ForAllValues:StringLike dynamodb:LeadingKeys=\\[(.*?)] and Null .*=\\[false]");

  private Template template;
  private SortedMap<String, SortedSet<Power>> roles;

  @BeforeEach
  void synthesise() {
    template = Synthesis.plain().duties();
    roles = Roles.powers(template);
  }

  @Test
  void eachRoleMayDoWhatItsDutyStatesAndNothingElse() {
    assertThat(roles).containsExactlyEntriesOf(Duties.stated());
  }

  @Test
  void theEvidenceStackHasNoRoles() {
    assertThat(Roles.powers(Synthesis.plain().evidence())).isEmpty();
  }

  @Test
  void eachRoleIsTakenOnByTheOneServiceThatNeedsIt() {
    assertThat(Roles.takenOnBy(template))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Duties.INTAKE, takenOnBy("lambda"),
                Duties.APPROVAL, takenOnBy("lambda"),
                Duties.EXECUTION, takenOnBy("lambda"),
                Duties.AUDIT, takenOnBy("lambda"),
                Duties.WORKFLOW, takenOnBy("states"),
                Duties.API_LOGS, takenOnBy("apigateway")));
  }

  @Test
  void aPolicyAttachedToARoleCountsAsTheRolesOwn() {
    ObjectNode changed = template.json().deepCopy();
    String intake =
        changed
            .get("Resources")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(id -> id.startsWith(Duties.INTAKE))
            .findFirst()
            .orElseThrow();
    ObjectNode policy = ((ObjectNode) changed.get("Resources")).putObject("Widening0A1B2C3D");
    policy.put("Type", "AWS::IAM::Policy");
    ObjectNode properties = policy.putObject("Properties");
    properties.putArray("Roles").addObject().put("Ref", intake);
    ObjectNode statement = properties.putObject("PolicyDocument").putArray("Statement").addObject();
    statement.put("Effect", "Allow").put("Action", "dynamodb:*").put("Resource", "*");
    assertThat(Roles.powers(new Template(changed)).get(Duties.INTAKE))
        .contains(new Power("Allow", "dynamodb:*", "*", ""))
        .isNotEqualTo(Duties.stated().get(Duties.INTAKE));
  }

  @Test
  void executionCannotVote() {
    assertThat(allowed(Duties.EXECUTION))
        .noneMatch(power -> power.action().startsWith("states:"))
        .noneMatch(power -> power.action().startsWith("ses:"))
        .noneMatch(power -> power.action().startsWith("kms:"))
        .noneMatch(power -> power.action().startsWith("lambda:"))
        .noneMatch(power -> power.resource().contains(Duties.APPROVALS));
    assertThat(leadingKeys(Duties.EXECUTION)).containsExactly("execution#*");
  }

  @Test
  void intakeCannotVote() {
    assertThat(allowed(Duties.INTAKE))
        .noneMatch(power -> power.action().startsWith("states:SendTask"))
        .noneMatch(power -> power.resource().contains(Duties.APPROVALS));
    assertThat(leadingKeys(Duties.INTAKE)).containsExactly("intake#*");
  }

  @Test
  void intakeCannotReadSecrets() {
    assertThat(allowed(Duties.INTAKE)).noneMatch(DutySegregationTest::readsSecrets);
  }

  @Test
  void onlyExecutionReadsSecretsAndOnlyThoseOfTargets() {
    assertThat(everything().stream().filter(DutySegregationTest::readsSecrets))
        .containsExactly(
            new Power("Allow", "secretsmanager:GetSecretValue", Duties.TARGET_SECRETS, ""));
    assertThat(allowed(Duties.EXECUTION)).anyMatch(DutySegregationTest::readsSecrets);
  }

  @Test
  void approvalCannotReadAnswers() {
    assertThat(allowed(Duties.APPROVAL))
        .noneMatch(power -> power.resource().contains("Answers"))
        .noneMatch(DutySegregationTest::readsSecrets);
    assertThat(environment("Approval")).doesNotContain("COUNTERSIGN_TABLE_ANSWERS");
  }

  @Test
  void approvalCannotInvokeExecution() {
    assertThat(allowed(Duties.APPROVAL)).noneMatch(power -> power.action().startsWith("lambda:"));
    assertThat(template.resources("AWS::Lambda::Permission").values())
        .as("who may invoke by the function's own policy: the endpoint; and never execution")
        .filteredOn(permission -> invokedBy(permission).equals("apigateway.amazonaws.com"))
        .isNotEmpty()
        .allSatisfy(permission ->
            assertThat(invoked(permission))
                .isIn("${IntakeLive}", Duties.APPROVAL_LIVE, "${AuditLive}"));
  }

  @Test
  void theScheduleMakesIntakeSweepAndNobodyElseAnything() {
    JsonNode rule = template.only("AWS::Events::Rule");
    assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
    assertThat(rule.has("EventPattern")).isFalse();
    assertThat(rule.get("Targets")).hasSize(1);
    JsonNode target = rule.get("Targets").get(0);
    assertThat(Template.text(target.get("Arn"))).isEqualTo("${IntakeLive}");
    assertThat(target.get("Input").asText()).isEqualTo("{\"entry\":\"sweep\"}");
    assertThat(target.has("RoleArn")).isFalse();
    assertThat(template.resources("AWS::Lambda::Permission").values())
        .filteredOn(permission -> !invokedBy(permission).equals("apigateway.amazonaws.com"))
        .singleElement()
        .satisfies(permission -> {
          assertThat(invokedBy(permission)).isEqualTo("events.amazonaws.com");
          assertThat(invoked(permission)).isEqualTo("${IntakeLive}");
          assertThat(Template.text(permission.get("Properties").get("SourceArn")))
              .isEqualTo("${IntakeSweep.Arn}");
        });
  }

  private static String invokedBy(JsonNode permission) {
    return Template.text(permission.get("Properties").get("Principal"));
  }

  private static String invoked(JsonNode permission) {
    return Template.text(permission.get("Properties").get("FunctionName"));
  }

  @Test
  void nobodyButTheSweepPutsALookOff() {
    assertThat(everything().stream().filter(power -> power.resource().startsWith(Duties.OPEN)))
        .filteredOn(
            power -> !List.of("dynamodb:PutItem", "dynamodb:DeleteItem").contains(power.action()))
        .containsExactlyInAnyOrder(
            new Power("Allow", "dynamodb:UpdateItem", Duties.OPEN, ""),
            new Power("Allow", "dynamodb:Query", Duties.OPEN + "/index/by-look-at", ""));
    assertThat(allowed(Duties.INTAKE)).anyMatch(power -> power.resource().equals(Duties.OPEN));
  }

  @Test
  void auditCanNeitherAskNorVoteNorExecuteNorWriteWhatOthersWrite() {
    assertThat(allowed(Duties.AUDIT))
        .noneMatch(power -> power.action().startsWith("states:"))
        .noneMatch(power -> power.action().startsWith("lambda:"))
        .noneMatch(power -> power.action().startsWith("ses:"))
        .noneMatch(DutySegregationTest::readsSecrets)
        .noneMatch(power -> power.resource().contains(Duties.APPROVALS))
        .noneMatch(power -> power.resource().contains("Catalogue"));
    assertThat(leadingKeys(Duties.AUDIT)).containsExactly("audit#*");
    assertThat(
            allowed(Duties.AUDIT).stream()
                .filter(power -> power.action().matches("dynamodb:(Put|Update|Delete).*"))
                .map(Power::resource)
                .distinct())
        .containsExactlyInAnyOrder(Duties.EVIDENCE, Duties.AUDITS);
  }

  @Test
  void nobodyElseReachesTheSessionsOfAuditors() {
    assertThat(
            roles.entrySet().stream()
                .filter(role ->
                    role.getValue().stream()
                        .anyMatch(power -> power.resource().contains(Duties.AUDITS)))
                .map(Map.Entry::getKey))
        .containsExactly(Duties.AUDIT);
  }

  @Test
  void nobodyDeletesEvidence() {
    assertThat(onEvidence())
        .noneMatch(power -> power.action().contains("Delete"))
        .noneMatch(power -> power.action().contains("BatchWrite"))
        .noneMatch(power -> power.action().contains("PartiQL"));
  }

  @Test
  void nobodyUpdatesEvidence() {
    assertThat(onEvidence()).noneMatch(power -> power.action().contains("Update"));
    assertThat(onEvidence().stream().map(Power::action).distinct())
        .containsExactlyInAnyOrder(
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query");
  }

  @Test
  void nobodyWritesPolicy() {
    assertThat(everything().stream().filter(power -> power.resource().contains(Duties.POLICY)))
        .isNotEmpty()
        .allMatch(power -> power.action().equals("dynamodb:GetItem"));
  }

  @Test
  void stateMachineInvokesOnlyApprovalAndExecution() {
    assertThat(allowed(Duties.WORKFLOW).stream().filter(power -> !power.resource().equals("*")))
        .containsExactlyInAnyOrder(
            new Power("Allow", "lambda:InvokeFunction", Duties.APPROVAL_LIVE, ""),
            new Power("Allow", "lambda:InvokeFunction", Duties.EXECUTION_LIVE, ""));
    JsonNode machine = template.only("AWS::StepFunctions::StateMachine");
    assertThat(Template.text(machine.get("RoleArn"))).isEqualTo("${WorkflowRole.Arn}");
    assertThat(Template.text(machine.get("DefinitionSubstitutions").get("ApprovalFunction")))
        .isEqualTo(Duties.APPROVAL_LIVE);
    assertThat(Template.text(machine.get("DefinitionSubstitutions").get("ExecutionFunction")))
        .isEqualTo(Duties.EXECUTION_LIVE);
  }

  @Test
  void noFunctionHasTwoDuties() {
    Map<String, String> roleOf = new TreeMap<>();
    template
        .resources("AWS::Lambda::Function")
        .forEach((name, function) ->
            roleOf.put(name, Template.text(function.get("Properties").get("Role"))));
    assertThat(roleOf)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "IntakeFunction", "${IntakeRole.Arn}",
                "ApprovalFunction", "${ApprovalRole.Arn}",
                "ExecutionFunction", "${ExecutionRole.Arn}",
                "AuditFunction", "${AuditRole.Arn}"));
    assertThat(DUTIES).allSatisfy(role -> assertThat(leadingKeys(role)).hasSize(1));
  }

  @Test
  void noActionIsAWildcard() {
    assertThat(everything()).noneMatch(power -> power.action().contains("*"));
  }

  @Test
  void aPowerOnEveryResourceIsOneThatAwsDemands() {
    assertThat(everything().stream().filter(power -> power.resource().equals("*")))
        .allSatisfy(power -> assertThat(Duties.ON_EVERY_RESOURCE).containsKey(power.action()));
  }

  private List<String> environment(String duty) {
    return template
        .properties("AWS::Lambda::Function", duty + "Function")
        .at("/Environment/Variables")
        .propertyStream()
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean readsSecrets(Power power) {
    return power.action().startsWith("secretsmanager:")
        || power.action().startsWith("ssm:")
        || power.action().startsWith("kms:");
  }

  private List<Power> allowed(String role) {
    return Objects.requireNonNull(roles.get(role), role).stream().filter(Power::allows).toList();
  }

  private List<Power> everything() {
    return roles.values().stream().flatMap(Collection::stream).filter(Power::allows).toList();
  }

  private List<Power> onEvidence() {
    return everything().stream()
        .filter(power -> power.resource().contains(Duties.EVIDENCE))
        .toList();
  }

  /** Under which leading keys this role may put evidence; the condition itself if it is another. */
  private Set<String> leadingKeys(String role) {
    return allowed(role).stream()
        .filter(power -> power.resource().equals(Duties.EVIDENCE))
        .filter(power -> power.action().contains("Put"))
        .map(power -> LEADING_KEY.matcher(power.condition()).replaceAll("$1"))
        .collect(toSet());
  }

  private static String takenOnBy(String service) {
    return "sts:AssumeRole by {\"Service\":\"" + service + ".amazonaws.com\"}";
  }
}
