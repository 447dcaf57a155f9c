package dev.countersign.s3;

import dev.countersign.record.ResultStore;
import dev.countersign.record.ResultStore.ResultUnavailable;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One multipart upload. It holds one part; every part but the last has the same size. The object is
 * completed on the condition that there is none of its name.
 */
final class S3Upload implements ResultStore.Upload {

  /** Above the least size of a part, 5 MiB; with at most 10,000 parts it makes 80 GB. */
  private static final int PART = 8 << 20;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String id;
  private final byte[] part = new byte[PART];
  private final List<CompletedPart> parts = new ArrayList<>();
  private int filled;
  private boolean open = true;

  S3Upload(S3Client client, String bucket, String key, String id) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.id = id;
  }

  @Override
  public OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] some, int from, int length) {
        take(some, from, length);
      }
    };
  }

  private void take(byte[] some, int from, int length) {
    int taken = 0;
    while (taken < length) {
      int more = Math.min(length - taken, PART - filled);
      System.arraycopy(some, from + taken, part, filled, more);
      filled += more;
      taken += more;
      if (filled == PART) {
        send();
      }
    }
  }

  private void send() {
    int number = parts.size() + 1;
    String digest = digest();
    try {
      String tag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .uploadId(id)
                          .partNumber(number)
                          .checksumSHA256(digest),
                  RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(part, 0, filled)))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      filled = 0;
    } catch (SdkException e) {
      throw new ResultUnavailable(e);
    }
  }

  private String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(part, 0, filled);
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void complete() {
    if (filled > 0) {
      send();
    }
    try {
      client.completeMultipartUpload(request ->
          request
              .bucket(bucket)
              .key(key)
              .uploadId(id)
              .ifNoneMatch("*")
              .multipartUpload(upload -> upload.parts(parts)));
      open = false;
    } catch (SdkException e) {
      throw new ResultUnavailable(e);
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      // Nobody waits for this: the bucket's own rule removes parts that were left.
      parts.clear();
    }
  }
}
