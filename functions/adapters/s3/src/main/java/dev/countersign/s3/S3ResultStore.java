package dev.countersign.s3;

import dev.countersign.operation.OperationId;
import dev.countersign.record.ResultStore;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Large answers as objects of a bucket, each uploaded in parts while its rows come. Encryption,
 * expiry and what becomes of parts that were left are the bucket's own settings.
 *
 * <p>Source: Amazon S3 user guide, "Uploading and copying objects using multipart upload" and
 * "Conditional writes".
 */
public final class S3ResultStore implements ResultStore {

  private static final int ATTEMPTS = 3;

  private final S3Client client;
  private final String bucket;

  /**
   * A store in this bucket.
   *
   * @param client how S3 is reached, such as {@link #newClient()} makes
   * @param bucket the bucket's name
   */
  public S3ResultStore(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /** A client with bounded time-outs, configured by the SDK's own environment variables. */
  public static S3Client newClient() {
    return builder().build();
  }

  /** What {@link #newClient()} makes its client with. */
  public static S3ClientBuilder builder() {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(configuration ->
            configuration
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .apiCallTimeout(Duration.ofSeconds(9)))
        // Each part goes with the digest of its bytes, so it need not be framed into chunks.
        .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false));
  }

  @Override
  public Upload begin(OperationId operation) {
    String key = ResultObject.key(operation);
    try {
      String id =
          client
              .createMultipartUpload(
                  request -> request.bucket(bucket).key(key).contentType("application/gzip"))
              .uploadId();
      return new S3Upload(client, bucket, key, id);
    } catch (SdkException e) {
      throw new ResultUnavailable(e);
    }
  }
}
