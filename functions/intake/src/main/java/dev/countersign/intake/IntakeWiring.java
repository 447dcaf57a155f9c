package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundles;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Policies;
import dev.countersign.dynamodb.DynamoDbBundles;
import dev.countersign.dynamodb.DynamoDbCatalogues;
import dev.countersign.dynamodb.DynamoDbClients;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbOpenOperations;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.environment.Environment;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.lambda.LambdaExecutionDoor;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.oidc.HttpKeySource;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.Overdue;
import dev.countersign.s3.S3ResultLinks;
import dev.countersign.stepfunctions.StepFunctionsApprovalWorkflow;
import dev.countersign.stepfunctions.StepFunctionsClients;
import dev.countersign.yaml.BundleFiles;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds the duty from the function's environment. */
@Factory
final class IntakeWiring {

  private final Environment environment = Environment.ofProcess();
  private final InstantSource clock = InstantSource.system();
  private final TableNames tables = TableNames.fromEnvironment(System.getenv());
  private final DynamoDbClient client = DynamoDbClients.repeating();
  private final Overdue overdue = Overdue.in(environment);
  private final EvidenceLog log =
      new DynamoDbEvidenceLog(DynamoDbClients.tryingOnce(), tables, clock);
  private final ApprovalWorkflow workflow =
      new StepFunctionsApprovalWorkflow(
          StepFunctionsClients.create(), environment.require("COUNTERSIGN_STATE_MACHINE"));
  private final ExecutionDoor execution =
      new LambdaExecutionDoor(
          LambdaExecutionDoor.newClient(), environment.require("COUNTERSIGN_EXECUTION_FUNCTION"));

  private final Bundles bundles =
      new DynamoDbBundles(
          client, tables, document -> BundleFiles.ofDocument(document).bundle(), clock);
  private final Policies policies = new Policies();
  private final Catalogues catalogues = new DynamoDbCatalogues(client, tables, clock);
  private final Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());
  private final TokenVerifier tokens = tokens();

  private TokenVerifier tokens() {
    String issuers = environment.require("COUNTERSIGN_ISSUERS");
    return new TokenVerifier(
        environment.isLocal() ? Issuers.local(issuers) : Issuers.deployed(issuers),
        new HttpKeySource(clock),
        clock);
  }

  @Singleton
  Listings listings() {
    return new Listings(tokens, bundles, policies, catalogues, examiner, clock);
  }

  @Singleton
  Intake intake() {
    return new Intake(
        tokens,
        bundles,
        policies,
        catalogues,
        examiner,
        log,
        new S3ResultLinks(
            S3ResultLinks.newPresigner(), environment.require("COUNTERSIGN_RESULTS_BUCKET")),
        workflow,
        execution,
        overdue,
        Pace.realTime(),
        clock,
        new SecureRandom());
  }

  @Singleton
  Sweep sweep() {
    return new Sweep(
        log, new DynamoDbOpenOperations(client, tables), workflow, execution, overdue, clock);
  }
}
