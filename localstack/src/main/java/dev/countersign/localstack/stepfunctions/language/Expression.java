package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The text behind a field whose name ends in {@code .$}: a path or a call of an intrinsic function.
 */
public sealed interface Expression permits Path, IntrinsicCall {

  /** The value, for the field of that name. */
  JsonNode evaluate(Scope scope, String field);

  static Expression parse(String text) {
    return text.startsWith("$") ? Path.parse(text) : IntrinsicCall.parse(text);
  }
}
