package dev.countersign.localstack.crash;

import dev.countersign.canonical.Digest;
import dev.countersign.localstack.plane.PlaneClient.Reply;

/**
 * What a client was told, in short.
 *
 * @param request what it had asked for
 * @param operation the operation's id, if the answer names one; else empty
 * @param status the HTTP status; 0 for a connection that broke
 * @param problem the last part of the problem's type; empty if the body is none
 * @param mediaType the media type
 * @param retryAfter whether it says when to come again
 * @param body the digest of the body as it came
 * @param clear whether the body shows an address that must be masked
 */
record Told(
    Request request,
    String operation,
    int status,
    String problem,
    String mediaType,
    boolean retryAfter,
    Digest body,
    boolean clear) {

  /** What a client may ask for. */
  enum Request {
    READ,
    WRITE,
    APPROVED_WRITE,
    DENIED,
    POLL,
    CANCEL
  }

  static final int BROKEN = 0;

  /** What stands in place of every address. */
  private static final String MASK = "masked@masked.invalid";

  static Told of(Request request, Reply reply) {
    return new Told(
        request,
        reply.operation(),
        reply.status(),
        reply.problem(),
        reply.contentType(),
        reply.retryAfter().isPresent(),
        Digest.ofText(reply.text()),
        reply.text().replace(MASK, "").contains("@"));
  }

  static Told broken(Request request) {
    return new Told(request, "", BROKEN, "", "", false, Digest.ofText(""), false);
  }

  boolean isAnswer() {
    return status == 200;
  }
}
