package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/**
 * The state machine that waits for approvers. Its definition is a file of its own, tested by
 * itself; its role may invoke approval and execution and nothing else, besides delivering its log.
 *
 * <p>Its name is fixed, so that the approval duty, which it invokes, can be allowed to resume it
 * without a circle between the two.
 */
final class ApprovalWorkflow extends Construct {

  private static final String NAME = "countersign-approval";

  private final StateMachine machine;

  ApprovalWorkflow(Construct scope, PlaneStack.Parts parts, Alias approval, Alias execution) {
    super(scope, "Workflow");
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            // Groups of this prefix do not count against the limit on log resource policies.
            .logGroupName("/aws/vendedlogs/states/" + NAME)
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.machine =
        StateMachine.Builder.create(this, "Machine")
            .stateMachineName(NAME)
            .stateMachineType(StateMachineType.STANDARD)
            .definitionBody(DefinitionBody.fromString(parts.packages().workflowDefinition()))
            .definitionSubstitutions(
                Map.of(
                    "ApprovalFunction", approval.getFunctionArn(),
                    "ExecutionFunction", execution.getFunctionArn()))
            .role(role(approval, execution).withoutPolicyUpdates())
            .logs(
                LogOptions.builder()
                    .destination(logs)
                    .level(LogLevel.ERROR)
                    .includeExecutionData(false)
                    .build())
            .build();
  }

  String stateMachineArn() {
    return machine.getStateMachineArn();
  }

  /** The machine's ARN, known before the machine is made. */
  static String arn(Stack stack) {
    return arn(stack, "stateMachine", NAME);
  }

  /** The ARN of every execution of this machine, and of no other. */
  static String executions(Stack stack) {
    return arn(stack, "execution", NAME + ":*");
  }

  private static String arn(Stack stack, String resource, String name) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("states")
            .resource(resource)
            .resourceName(name)
            .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
            .build());
  }

  private Role role(Alias approval, Alias execution) {
    return Role.Builder.create(this, "Role")
        .description("Countersign approval workflow: invokes approval and execution")
        .assumedBy(
            new PrincipalWithConditions(
                new ServicePrincipal("states.amazonaws.com"),
                Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()))))
        .inlinePolicies(
            Map.of(
                "workflow",
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            Powers.may(
                                "InvokesApprovalAndExecution",
                                List.of("lambda:InvokeFunction"),
                                List.of(approval.getFunctionArn(), execution.getFunctionArn())),
                            deliversItsLog()))
                    .build()))
        .build();
  }

  /** What Step Functions asks of the role of any machine that logs; it knows no resources here. */
  private static PolicyStatement deliversItsLog() {
    return Powers.may(
        "DeliversItsLog",
        List.of(
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery"),
        List.of("*"));
  }
}
