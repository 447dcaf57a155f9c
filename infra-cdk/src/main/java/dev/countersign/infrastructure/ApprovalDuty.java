package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Tells approvers, shows them the operation, takes their votes and resumes the workflow. It cannot
 * execute, read answers or read secrets.
 *
 * <p>The table {@code approvals} is private to it: sessions, sign-ins and task tokens. All of it is
 * short-lived, so it goes with the plane, and no old session can be restored into it.
 */
final class ApprovalDuty extends Construct {

  private final DutyFunction function;

  ApprovalDuty(Construct scope, PlaneStack.Parts parts) {
    super(scope, "Approval");
    Records records = parts.records();
    DeploymentSettings settings = parts.settings();
    TableV2 approvals =
        TableV2.Builder.create(this, "Approvals")
            .partitionKey(Attribute.builder().name("key").type(AttributeType.STRING).build())
            .timeToLiveAttribute("expires")
            .billing(Billing.onDemand())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.function =
        new DutyFunction(
            this,
            new DutyFunction.Shape(
                "Countersign approval: shows operations to approvers and takes their votes",
                "dev.countersign.approval.ApprovalFunction",
                parts.packages().approval(),
                1024,
                20),
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", records.evidence().getTableName(),
                "COUNTERSIGN_TABLE_OPEN", records.open().getTableName(),
                "COUNTERSIGN_TABLE_POLICY", records.policy().getTableName(),
                "COUNTERSIGN_TABLE_APPROVALS", approvals.getTableName(),
                "COUNTERSIGN_SIGN_IN", settings.signIn(),
                "COUNTERSIGN_PUBLIC_URL", settings.publicUrl(),
                "COUNTERSIGN_MAIL_FROM", settings.mail().from()),
            powers(records, approvals, settings.mail()));
  }

  Alias live() {
    return function.live();
  }

  private List<PolicyStatement> powers(
      Records records, TableV2 approvals, DeploymentSettings.Mail mail) {
    Stack stack = Stack.of(this);
    return List.of(
        Powers.readsItems("ReadsPolicy", records.policy()),
        Powers.readsEvidence(records.evidence()),
        Powers.may(
            "ListsWhatWaits",
            List.of("dynamodb:Query"),
            List.of(records.evidence().getTableArn() + "/index/by-approver-group")),
        Powers.writesOwnEvidence("approval", records.evidence()),
        Powers.may(
            "HasWhatIsApprovedLookedAfter",
            List.of("dynamodb:PutItem"),
            List.of(records.open().getTableArn())),
        Powers.takesOffTheList(records.open()),
        Powers.may(
            "KeepsSessionsAndTokens",
            List.of(
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem"),
            List.of(approvals.getTableArn())),
        Powers.may(
            "ResumesTheWorkflow",
            List.of("states:SendTaskSuccess", "states:SendTaskFailure"),
            List.of(ApprovalWorkflow.arn(stack))),
        sendsMail(stack, mail));
  }

  private static PolicyStatement sendsMail(Stack stack, DeploymentSettings.Mail mail) {
    return PolicyStatement.Builder.create()
        .sid("SendsMail")
        .effect(Effect.ALLOW)
        .actions(List.of("ses:SendEmail"))
        .resources(
            List.of(
                stack.formatArn(
                    ArnComponents.builder()
                        .service("ses")
                        .resource("identity")
                        .resourceName(mail.identity())
                        .build())))
        .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", mail.from())))
        .build();
  }
}
