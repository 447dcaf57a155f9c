package dev.countersign.localstack.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbTables;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceLogContract;
import dev.countersign.record.EvidenceRaceContract;
import dev.countersign.record.SampleEvidence;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The contract of the evidence log on LocalStack's DynamoDB. Without Docker every test is skipped.
 * The image is the last that needs no token.
 */
final class LocalStackEvidenceLogTest implements EvidenceLogContract, EvidenceRaceContract {

  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");
  private static final TableNames TABLES = TableNames.prefixed("");

  private static @Nullable DynamoDbClient shared;

  @BeforeEach
  void needsDocker() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "the suite on LocalStack needs a Docker that this user may reach");
  }

  @Override
  public EvidenceLog log(InstantSource clock) {
    return new DynamoDbEvidenceLog(client(), TABLES, clock);
  }

  @Override
  public EvidenceLog log() {
    return log(InstantSource.fixed(SampleEvidence.ASKED));
  }

  /** One container for all tests; Testcontainers removes it when this process has ended. */
  private static synchronized DynamoDbClient client() {
    DynamoDbClient client = shared;
    if (client == null) {
      client = start();
      shared = client;
    }
    return client;
  }

  private static DynamoDbClient start() {
    LocalStackContainer container = new LocalStackContainer(IMAGE).withServices("dynamodb");
    container.start();
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(container.getEndpoint())
            .region(Region.of(container.getRegion()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())))
            .overrideConfiguration(
                configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    DynamoDbTables.create(client, TABLES);
    return client;
  }
}
