package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an execution's history, as GetExecutionHistory shows it.
 *
 * @param details the object under the event's own name, or null for kinds that have none
 */
public record HistoryEvent(
    long id, long previousId, String type, Instant time, @Nullable ObjectNode details) {

  /** The event in the shape of the wire, with or without the data that passed through the state. */
  public ObjectNode onTheWire(boolean withData) {
    ObjectNode event = JsonText.object();
    event.put("timestamp", epochSeconds(time));
    event.put("type", type);
    event.put("id", id);
    event.put("previousEventId", previousId);
    if (details != null) {
      ObjectNode shown = details.deepCopy();
      if (!withData) {
        shown.remove(List.of("input", "output", "parameters"));
      }
      event.set(detailsName(), shown);
    }
    return event;
  }

  /** Seconds since 1970, as the JSON protocols of AWS carry time. */
  public static double epochSeconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private String detailsName() {
    if (type.endsWith("StateEntered")) {
      return "stateEnteredEventDetails";
    }
    if (type.endsWith("StateExited")) {
      return "stateExitedEventDetails";
    }
    return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }

  ObjectNode toJson() {
    ObjectNode json = JsonText.object().put("id", id).put("previous", previousId).put("type", type);
    if (details != null) {
      json.set("details", details);
    }
    return json;
  }

  static HistoryEvent fromJson(ObjectNode json, Instant time) {
    return new HistoryEvent(
        json.path("id").longValue(),
        json.path("previous").longValue(),
        json.path("type").textValue(),
        time,
        json.get("details") instanceof ObjectNode details ? details : null);
  }
}
