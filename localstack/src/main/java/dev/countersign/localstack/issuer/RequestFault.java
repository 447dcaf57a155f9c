package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.localstack.server.Answer;

/** A request is refused, with an error code of RFC 6749 (sections 4.1.2.1 and 5.2). */
final class RequestFault extends Exception {

  private final String code;
  private final String sentence;

  RequestFault(String code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  /** The fault as the body of an answer. */
  Answer answer() {
    return Answer.json(
        code.equals("invalid_client") ? 401 : 400,
        JsonNodeFactory.instance
            .objectNode()
            .put("error", code)
            .put("error_description", sentence));
  }
}
