package dev.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.approve.TaskToken;
import dev.countersign.operation.OperationId;
import dev.countersign.record.OperationState;

/** What the state machine asks of approval: each decodes, makes one call, and encodes. */
final class ApprovalTask {

  private final Approval approval;

  ApprovalTask(Approval approval) {
    this.approval = approval;
  }

  /**
   * Does what the event asks.
   *
   * @throws IllegalArgumentException if it asks for nothing that approval does
   */
  ObjectNode handle(JsonNode event) {
    OperationId operation = new OperationId(event.path("operationId").asText());
    return switch (event.path("entry").asText()) {
      case "notify" -> {
        approval.notify(operation, new TaskToken(event.path("taskToken").asText()));
        yield JsonNodeFactory.instance.objectNode();
      }
      case "lapse" -> lapse(approval.lapse(operation));
      default -> throw new IllegalArgumentException("approval has no such entry");
    };
  }

  private static ObjectNode lapse(Approval.Lapse lapse) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", word(lapse.state()))
        .put("waitSeconds", lapse.waitSeconds());
  }

  /** The workflow knows five words: what went on after an approval is approved to it. */
  private static String word(OperationState state) {
    return switch (state) {
      case WAITING -> "waiting";
      case APPROVED, RUNNING, STOPPING, SUCCEEDED, FAILED, UNKNOWN, VOIDED -> "approved";
      case REFUSED -> "refused";
      case EXPIRED -> "expired";
      case CANCELLED, DENIED, PERMITTED -> "cancelled";
    };
  }
}
