package dev.countersign.execution;

import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Policies;
import dev.countersign.dynamodb.DynamoDbBundles;
import dev.countersign.dynamodb.DynamoDbCatalogues;
import dev.countersign.dynamodb.DynamoDbClients;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.environment.Environment;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.postgresql.PostgresqlTarget;
import dev.countersign.record.Overdue;
import dev.countersign.s3.S3ResultStore;
import dev.countersign.secretsmanager.SecretsManagerSecrets;
import dev.countersign.yaml.BundleFiles;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds the duty from the function's environment. */
final class ExecutionWiring {

  private static final String SECRET_PREFIX = "countersign/target/";

  private ExecutionWiring() {}

  static Execution fromEnvironment() {
    InstantSource clock = InstantSource.system();
    Environment environment = Environment.ofProcess();
    DynamoDbClient client = DynamoDbClients.repeating();
    TableNames tables = TableNames.fromEnvironment(System.getenv());
    SecretsManagerSecrets secrets =
        new SecretsManagerSecrets(SecretsManagerSecrets.newClient(), SECRET_PREFIX);
    return new Execution(
        new DynamoDbBundles(
            client, tables, document -> BundleFiles.ofDocument(document).bundle(), clock),
        new Policies(),
        new DynamoDbCatalogues(client, tables, clock),
        new Examiner(new Classifier(), new MaskPlanner()),
        new DynamoDbEvidenceLog(DynamoDbClients.tryingOnce(), tables, clock),
        new WarmTargets(connection -> new PostgresqlTarget(connection, secrets, Optional.empty())),
        new S3ResultStore(
            S3ResultStore.newClient(), environment.require("COUNTERSIGN_RESULTS_BUCKET")),
        Overdue.in(environment),
        clock,
        new SecureRandom());
  }
}
