package dev.countersign.localstack.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** The bytes of an event or of an answer. */
final class Payload {

  /** The largest event and the largest answer of a synchronous invocation. */
  static final int LIMIT = 6 * 1024 * 1024;

  /** The largest event of an asynchronous invocation. */
  static final int EVENT_LIMIT = 1024 * 1024;

  private final byte[] bytes;

  /** The bytes are not copied: the caller gives them away. */
  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An error in the shape in which Lambda reports its own. */
  static Payload error(String type, String message) {
    return new Payload(
        JsonNodeFactory.instance
            .objectNode()
            .put("errorType", type)
            .put("errorMessage", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return bytes;
  }
}
