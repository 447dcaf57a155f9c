package dev.countersign.infrastructure;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The duties, the workflow that joins two of them, and the endpoint in front of three of them. */
final class PlaneStack extends Stack {

  /**
   * What the duties are made of.
   *
   * @param settings the deployment's settings
   * @param packages the packaged functions and the workflow's definition
   * @param records the tables that they share
   */
  record Parts(DeploymentSettings settings, Packages packages, Records records) {}

  PlaneStack(Construct scope, String name, StackProps properties, Parts parts) {
    super(scope, name, properties);
    ExecutionDuty execution = new ExecutionDuty(this, parts);
    ApprovalDuty approval = new ApprovalDuty(this, parts);
    ApprovalWorkflow workflow =
        new ApprovalWorkflow(this, parts, approval.live(), execution.live());
    IntakeDuty intake = new IntakeDuty(this, parts, execution.live(), workflow);
    AuditDuty audit = new AuditDuty(this, parts);
    new PublicApi(this, parts.settings(), intake.live(), approval.live(), audit.live());
    CfnOutput.Builder.create(this, "PublicUrl").value(parts.settings().publicUrl()).build();
    CfnOutput.Builder.create(this, "StateMachine").value(workflow.stateMachineArn()).build();
  }
}
