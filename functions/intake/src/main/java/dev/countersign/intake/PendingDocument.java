package dev.countersign.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.decide.Exposure;

/**
 * An operation that goes on, as JSON. {@code exposes} says where it would use values that are
 * masked for its requester, so that they know why approvers are asked.
 */
final class PendingDocument {

  private PendingDocument() {}

  static String of(IntakeAnswer.Pending pending) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("operation", pending.operation().text());
    document.put("state", pending.state().word());
    document.put("poll", "/v1/operations/" + pending.operation() + "?wait=20");
    if (!pending.exposures().isEmpty()) {
      ArrayNode exposes = document.putArray("exposes");
      for (Exposure exposure : pending.exposures()) {
        exposes
            .addObject()
            .put("column", exposure.column().toString())
            .put("in", exposure.place().word());
      }
    }
    return document.toString();
  }
}
