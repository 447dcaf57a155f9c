package dev.countersign.intake;

import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Policies;
import dev.countersign.dynamodb.DynamoDbBundles;
import dev.countersign.dynamodb.DynamoDbCatalogues;
import dev.countersign.dynamodb.DynamoDbClients;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.environment.Environment;
import dev.countersign.lambda.LambdaExecutionDoor;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.oidc.HttpKeySource;
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

  @Singleton
  Intake intake() {
    Environment environment = Environment.ofProcess();
    InstantSource clock = InstantSource.system();
    DynamoDbClient client = DynamoDbClients.repeating();
    TableNames tables = TableNames.fromEnvironment(System.getenv());
    String issuers = environment.require("COUNTERSIGN_ISSUERS");
    return new Intake(
        new TokenVerifier(
            environment.isLocal() ? Issuers.local(issuers) : Issuers.deployed(issuers),
            new HttpKeySource(clock),
            clock),
        new DynamoDbBundles(
            client, tables, document -> BundleFiles.ofDocument(document).bundle(), clock),
        new Policies(),
        new DynamoDbCatalogues(client, tables, clock),
        new Examiner(new Classifier(), new MaskPlanner()),
        new DynamoDbEvidenceLog(DynamoDbClients.tryingOnce(), tables, clock),
        new StepFunctionsApprovalWorkflow(
            StepFunctionsClients.create(), environment.require("COUNTERSIGN_STATE_MACHINE")),
        new LambdaExecutionDoor(
            LambdaExecutionDoor.newClient(), environment.require("COUNTERSIGN_EXECUTION_FUNCTION")),
        Pace.realTime(),
        clock,
        new SecureRandom());
  }
}
