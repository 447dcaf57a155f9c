package dev.countersign.record;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import java.time.Instant;

/**
 * A masked answer as it is kept for pick-up.
 *
 * @param operation whose answer
 * @param document the answer as JSON
 * @param digest the digest of the document's UTF-8 bytes
 * @param expiresAt when the requester can no longer pick it up
 */
public record StoredAnswer(
    OperationId operation, String document, Digest digest, Instant expiresAt) {

  public StoredAnswer {
    if (!Digest.ofText(document).equals(digest)) {
      throw new IllegalArgumentException(
          "the answer of `" + operation + "` does not have the digest it is kept under");
    }
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "StoredAnswer[" + operation + "]";
  }
}
