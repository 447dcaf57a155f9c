package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;

/** The fields that many events of a history share. */
final class Details {
  private Details() {}

  static ObjectNode input(ObjectNode details, String input) {
    details.put("input", input);
    details.set("inputDetails", JsonText.object().put("truncated", false));
    return details;
  }

  static ObjectNode output(ObjectNode details, String output) {
    details.put("output", output);
    details.set("outputDetails", JsonText.object().put("truncated", false));
    return details;
  }

  /** Puts the error's name and cause where there are any. */
  static ObjectNode error(ObjectNode details, StatesError error) {
    if (error.name() != null) {
      details.put("error", error.name());
    }
    if (error.cause() != null) {
      details.put("cause", error.cause());
    }
    return details;
  }
}
