package dev.countersign.infrastructure;

import dev.countersign.infrastructure.DeploymentSettings.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.constructs.Construct;

/**
 * Runs what is cleared, on its target. The only duty that reads targets' secrets; it cannot vote,
 * answer a task token or write policy.
 */
final class ExecutionDuty extends Construct {

  /** Secrets of targets are named so; nothing else is. */
  static final String TARGET_SECRETS = "countersign/target/*";

  private static final List<String> NETWORK_INTERFACES =
      List.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses");

  private final DutyFunction function;

  ExecutionDuty(Construct scope, PlaneStack.Parts parts) {
    super(scope, "Execution");
    Records records = parts.records();
    Optional<Network> network = parts.settings().executionNetwork();
    this.function =
        new DutyFunction(
            this,
            new DutyFunction.Shape(
                "Countersign execution: runs what is cleared and masks the answer",
                "dev.countersign.execution.ExecutionFunction",
                parts.packages().execution(),
                2048,
                Sweeping.LONGEST_RUN_SECONDS),
            Sweeping.with(
                Map.of(
                    "COUNTERSIGN_TABLE_EVIDENCE", records.evidence().getTableName(),
                    "COUNTERSIGN_TABLE_OPEN", records.open().getTableName(),
                    "COUNTERSIGN_TABLE_ANSWERS", records.answers().getTableName(),
                    "COUNTERSIGN_RESULTS_BUCKET", records.results().getBucketName(),
                    "COUNTERSIGN_TABLE_CATALOGUE", records.catalogue().getTableName(),
                    "COUNTERSIGN_TABLE_POLICY", records.policy().getTableName())),
            Stream.concat(
                    powers(records),
                    network.isPresent() ? placement(Stack.of(this)) : Stream.empty())
                .toList());
    network.ifPresent(this::place);
  }

  Alias live() {
    return function.live();
  }

  private Stream<PolicyStatement> powers(Records records) {
    return Stream.of(
        Powers.readsItems("ReadsPolicy", records.policy()),
        Powers.readsEvidence(records.evidence()),
        Powers.writesOwnEvidence("execution", records.evidence()),
        Powers.takesOffTheList(records.open()),
        Powers.may(
            "WritesAnswers", List.of("dynamodb:PutItem"), List.of(records.answers().getTableArn())),
        Powers.may(
            "WritesLargeAnswers",
            List.of("s3:PutObject", "s3:AbortMultipartUpload"),
            List.of(records.results().arnForObjects(Powers.RESULTS))),
        Powers.may(
            "SurveysCatalogue",
            List.of("dynamodb:GetItem", "dynamodb:PutItem"),
            List.of(records.catalogue().getTableArn())),
        Powers.may(
            "ReadsTargetSecrets",
            List.of("secretsmanager:GetSecretValue"),
            List.of(targetSecrets(Stack.of(this)))));
  }

  private static String targetSecrets(Stack stack) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("secretsmanager")
            .resource("secret")
            .resourceName(TARGET_SECRETS)
            .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
            .build());
  }

  /**
   * Lambda asks that the role may manage network interfaces anywhere; the function's own code may
   * not: a call from within it carries its ARN, and is denied.
   */
  private static Stream<PolicyStatement> placement(Stack stack) {
    String ownFunctions =
        stack.formatArn(
            ArnComponents.builder()
                .service("lambda")
                .resource("function")
                .resourceName("*")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    return Stream.of(
        Powers.may("LambdaPlacesIt", NETWORK_INTERFACES, List.of("*")),
        PolicyStatement.Builder.create()
            .sid("ItsCodeDoesNot")
            .effect(Effect.DENY)
            .actions(NETWORK_INTERFACES)
            .resources(List.of("*"))
            .conditions(Map.of("ArnLike", Map.of("lambda:SourceFunctionArn", ownFunctions)))
            .build());
  }

  private void place(Network network) {
    // By ids alone: the construct for a VPC would have to look it up, with credentials.
    if (!(function.function().getNode().getDefaultChild() instanceof CfnFunction resource)) {
      throw new IllegalStateException("execution's function has no resource to place");
    }
    resource.setVpcConfig(
        CfnFunction.VpcConfigProperty.builder()
            .subnetIds(network.subnets())
            .securityGroupIds(network.securityGroups())
            .build());
  }
}
