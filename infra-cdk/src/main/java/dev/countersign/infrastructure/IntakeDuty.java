package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Takes requests, decides, and hands over: to execution what needs no approval, to the workflow
 * what does; and comes back, once a minute, to what a crash left open. It cannot read secrets,
 * answer task tokens or vote.
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
            Sweeping.with(
                Map.of(
                    "COUNTERSIGN_TABLE_EVIDENCE", records.evidence().getTableName(),
                    "COUNTERSIGN_TABLE_OPEN", records.open().getTableName(),
                    "COUNTERSIGN_TABLE_ANSWERS", records.answers().getTableName(),
                    "COUNTERSIGN_RESULTS_BUCKET", records.results().getBucketName(),
                    "COUNTERSIGN_TABLE_CATALOGUE", records.catalogue().getTableName(),
                    "COUNTERSIGN_TABLE_POLICY", records.policy().getTableName(),
                    "COUNTERSIGN_STATE_MACHINE", workflow.stateMachineArn(),
                    "COUNTERSIGN_EXECUTION_FUNCTION", execution.getFunctionArn(),
                    "COUNTERSIGN_ISSUERS", parts.settings().issuers(),
                    "COUNTERSIGN_PUBLIC_URL", parts.settings().publicUrl())),
            powers(records, execution));
    sweepRegularly();
  }

  /** The schedule says what to do and nothing else: what there is to do, the list says. */
  private void sweepRegularly() {
    Rule.Builder.create(this, "Sweep")
        .description("Countersign: looks after operations that a crash left open")
        .schedule(Schedule.rate(Duration.minutes(Sweeping.PERIOD_MINUTES)))
        .targets(
            List.of(
                LambdaFunction.Builder.create(function.live())
                    .event(RuleTargetInput.fromObject(Map.of("entry", "sweep")))
                    .build()))
        .build();
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
        Powers.may(
            "GivesLinksToLargeAnswers",
            List.of("s3:GetObject"),
            List.of(records.results().arnForObjects(Powers.RESULTS))),
        Powers.readsEvidence(records.evidence()),
        Powers.writesOwnEvidence("intake", records.evidence()),
        Powers.may(
            "ReadsAnEndWithItsAnswer",
            List.of("dynamodb:BatchGetItem"),
            List.of(records.evidence().getTableArn(), records.answers().getTableArn())),
        Powers.may(
            "KeepsTheListOfWhatIsOpen",
            List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"),
            List.of(records.open().getTableArn())),
        Powers.may(
            "ListsWhatIsDue",
            List.of("dynamodb:Query"),
            List.of(records.open().getTableArn() + "/index/by-look-at")),
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
