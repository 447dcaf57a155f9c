package dev.countersign.localstack.process;

import dev.countersign.localstack.s3.S3;
import dev.countersign.localstack.secretsmanager.SecretsFile;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a local cloud needs before any function runs.
 *
 * @param directory where it keeps logs, unpacked packages and what is durable
 * @param dynamoDbLibraries the folder of DynamoDB Local's jars
 * @param durable whether tables are kept in the directory, or in memory only
 * @param secrets the secrets there are, and who may read which
 * @param verifiedSenders the addresses and domains that may send mail
 * @param results the bucket for large answers, and who may write and read it
 * @param apiPort the port of the API; 0 means any free one
 */
public record Stores(
    Path directory,
    Path dynamoDbLibraries,
    boolean durable,
    SecretsFile secrets,
    Set<String> verifiedSenders,
    S3.Access results,
    int apiPort) {

  public Stores {
    verifiedSenders = Set.copyOf(verifiedSenders);
  }
}
