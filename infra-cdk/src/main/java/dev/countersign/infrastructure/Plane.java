package dev.countersign.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/**
 * Both stacks of one deployment. The plane refers to the records and the records to nothing, so the
 * plane can be destroyed and built again while the evidence stays.
 */
final class Plane {

  static final String EVIDENCE = "CountersignEvidence";
  static final String DUTIES = "CountersignPlane";

  /** What CloudFormation would refuse at deployment stops the synthesis. */
  private static final String VALIDATE = "@aws-cdk/core:validateAgainstDefaultRules";

  /** The evidence stack cannot drop what the plane still refers to. */
  private static final String REFERENCES = "@aws-cdk/core:defaultCrossStackReferences";

  Plane(App app, DeploymentSettings settings, Packages packages) {
    app.getNode().setContext(VALIDATE, true);
    app.getNode().setContext(REFERENCES, "strong");
    Environment environment =
        Environment.builder().account(settings.account()).region(settings.region()).build();
    EvidenceStack evidence =
        new EvidenceStack(
            app,
            EVIDENCE,
            StackProps.builder()
                .env(environment)
                .description("Countersign: evidence, answers, catalogue and policy; kept")
                .terminationProtection(true)
                .build());
    new PlaneStack(
        app,
        DUTIES,
        StackProps.builder()
            .env(environment)
            .description("Countersign: the duties, the workflow and the public endpoint")
            .build(),
        new PlaneStack.Parts(settings, packages, evidence.records()));
  }
}
