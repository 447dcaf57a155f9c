package dev.countersign.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An operation that goes on, as JSON. */
final class PendingDocument {

  private PendingDocument() {}

  static String of(IntakeAnswer.Pending pending) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("operation", pending.operation().text());
    document.put("state", pending.state().word());
    document.put("poll", "/v1/operations/" + pending.operation() + "?wait=20");
    return document.toString();
  }
}
