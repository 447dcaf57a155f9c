package dev.countersign.s3;

import dev.countersign.operation.OperationId;
import dev.countersign.record.ResultLinks;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/**
 * Links that S3 itself checks: a signature over the object, the method and the time, by the role of
 * whoever gives the link. Nothing is sent to make one.
 *
 * <p>Source: Amazon S3 user guide, "Sharing objects with presigned URLs".
 */
public final class S3ResultLinks implements ResultLinks {

  /** How long a link holds. */
  static final Duration HOLDS = Duration.ofMinutes(5);

  private final S3Presigner presigner;
  private final String bucket;

  /**
   * Links into this bucket.
   *
   * @param presigner what signs them, such as {@link #newPresigner()} makes
   * @param bucket the bucket's name
   */
  public S3ResultLinks(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  /** A presigner that is configured by the SDK's own environment variables. */
  public static S3Presigner newPresigner() {
    return S3Presigner.create();
  }

  @Override
  public Link to(OperationId operation) {
    PresignedGetObjectRequest signed =
        presigner.presignGetObject(request ->
            request
                .signatureDuration(HOLDS)
                .getObjectRequest(
                    object -> object.bucket(bucket).key(ResultObject.key(operation))));
    return new Link(URI.create(signed.url().toString()), signed.expiration());
  }
}
