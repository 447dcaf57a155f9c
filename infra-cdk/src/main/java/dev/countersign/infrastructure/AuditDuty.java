package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Lists, replays and exports what is recorded, for auditors, and records that it did. It changes
 * nothing else: it cannot ask, vote, execute or read secrets.
 *
 * <p>The table {@code audits} is private to it and holds its sessions and sign-ins. They are apart
 * from those of approvers, so that audit can make no session of an approver.
 */
final class AuditDuty extends Construct {

  private final DutyFunction function;

  AuditDuty(Construct scope, PlaneStack.Parts parts) {
    super(scope, "Audit");
    Records records = parts.records();
    DeploymentSettings settings = parts.settings();
    TableV2 audits =
        TableV2.Builder.create(this, "Audits")
            .partitionKey(Attribute.builder().name("key").type(AttributeType.STRING).build())
            .timeToLiveAttribute("expires")
            .billing(Billing.onDemand())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.function =
        new DutyFunction(
            this,
            new DutyFunction.Shape(
                "Countersign audit: lists, replays and exports what is recorded",
                "dev.countersign.audit.AuditFunction",
                parts.packages().audit(),
                1024,
                28),
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", records.evidence().getTableName(),
                "COUNTERSIGN_TABLE_ANSWERS", records.answers().getTableName(),
                "COUNTERSIGN_TABLE_POLICY", records.policy().getTableName(),
                "COUNTERSIGN_TABLE_AUDITS", audits.getTableName(),
                "COUNTERSIGN_ISSUERS", settings.issuers(),
                "COUNTERSIGN_SIGN_IN", settings.auditSignIn(),
                "COUNTERSIGN_PUBLIC_URL", settings.publicUrl()),
            powers(records, audits));
  }

  Alias live() {
    return function.live();
  }

  private static List<PolicyStatement> powers(Records records, TableV2 audits) {
    String indexes = records.evidence().getTableArn() + "/index/";
    return List.of(
        Powers.readsItems("ReadsPolicy", records.policy()),
        Powers.readsItems("ReadsAnswers", records.answers()),
        Powers.may(
            "ReadsEvidence",
            List.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"),
            List.of(records.evidence().getTableArn())),
        Powers.may(
            "ListsOperations",
            List.of("dynamodb:Query"),
            List.of(indexes + "by-day", indexes + "by-requester", indexes + "by-outcome")),
        Powers.writesOwnEvidence("audit", records.evidence()),
        Powers.may(
            "KeepsSessions",
            List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"),
            List.of(audits.getTableArn())));
  }
}
