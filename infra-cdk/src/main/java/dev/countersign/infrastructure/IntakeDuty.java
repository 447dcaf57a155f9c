package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Takes requests, decides, and hands over: to execution what needs no approval, to the workflow
 * what does. It cannot read secrets, answer task tokens or vote.
 */
final class IntakeDuty extends Construct {

  private final DutyFunction function;

  IntakeDuty(Construct scope, PlaneStack.Parts parts, Alias execution, ApprovalWorkflow workflow) {
    super(scope, "Intake");
    Records records = parts.records();
    this.function =
        new DutyFunction(
            this,
            new DutyFunction.Shape(
                "Countersign intake: authenticates, classifies and decides",
                "dev.countersign.intake.IntakeFunction",
                parts.packages().intake(),
                2048,
                28),
            Map.of(
                "COUNTERSIGN_TABLE_EVIDENCE", records.evidence().getTableName(),
                "COUNTERSIGN_TABLE_ANSWERS", records.answers().getTableName(),
                "COUNTERSIGN_TABLE_CATALOGUE", records.catalogue().getTableName(),
                "COUNTERSIGN_TABLE_POLICY", records.policy().getTableName(),
                "COUNTERSIGN_STATE_MACHINE", workflow.stateMachineArn(),
                "COUNTERSIGN_EXECUTION_FUNCTION", execution.getFunctionArn(),
                "COUNTERSIGN_ISSUERS", parts.settings().issuers(),
                "COUNTERSIGN_PUBLIC_URL", parts.settings().publicUrl()),
            powers(records, execution));
  }

  Alias live() {
    return function.live();
  }

  private List<PolicyStatement> powers(Records records, Alias execution) {
    Stack stack = Stack.of(this);
    return List.of(
        Powers.readsItems("ReadsPolicy", records.policy()),
        Powers.readsItems("ReadsCatalogue", records.catalogue()),
        Powers.readsItems("ReadsAnswers", records.answers()),
        Powers.readsEvidence(records.evidence()),
        Powers.writesOwnEvidence("intake", records.evidence()),
        Powers.may(
            "StartsTheWorkflow",
            List.of("states:StartExecution"),
            List.of(ApprovalWorkflow.arn(stack))),
        Powers.may(
            "StopsTheWorkflow",
            List.of("states:StopExecution"),
            List.of(ApprovalWorkflow.executions(stack))),
        Powers.may(
            "CallsExecution",
            List.of("lambda:InvokeFunction"),
            List.of(execution.getFunctionArn())));
  }
}
