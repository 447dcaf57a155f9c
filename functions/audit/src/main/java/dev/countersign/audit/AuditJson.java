package dev.countersign.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.ListedOperation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Lists and replays as JSON. The evidence is given as it is recorded. */
final class AuditJson {

  private static final int MAXIMUM_BYTES = 64 << 20;

  private AuditJson() {}

  static String list(ListPage page) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = document.putArray("operations");
    for (ListPage.Row row : page.rows()) {
      ListedOperation operation = row.operation();
      ObjectNode object = rows.addObject();
      object.put("operation", operation.id().text());
      object.put("requestedAt", operation.requestedAt().toString());
      object.put("requester", operation.name());
      object.put("account", operation.requester().toString());
      object.put("kind", operation.kind().name().toLowerCase(Locale.ROOT));
      object.put("connection", operation.connection().text());
      object.put("session", operation.session());
      object.put("effect", operation.effect().name().toLowerCase(Locale.ROOT));
      ArrayNode tables = object.putArray("tables");
      operation.tables().forEach(tables::add);
      object.put("state", Words.state(row.state()));
    }
    document.put("examined", page.examined());
    page.next()
        .ifPresent(place ->
            document.put("next", FilterForm.address("/audit", page.filter(), Optional.of(place))));
    return document.toString();
  }

  static String replay(Replay replay) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("operation", replay.operation().text());
    document.put("state", Words.state(replay.state()));
    ArrayNode entries = document.putArray("entries");
    for (Recorded recorded : replay.file().entries()) {
      ObjectNode entry = entries.addObject();
      entry.put("hash", recorded.entry().hash().text());
      entry.set("entry", parsed(recorded.entry().document()));
    }
    ArrayNode unreadable = document.putArray("unreadable");
    for (KeptEntry kept : replay.unreadable()) {
      ObjectNode entry = unreadable.addObject();
      entry.put("place", kept.key().toString());
      entry.put("hash", kept.hash().text());
      entry.put("document", kept.document());
    }
    replay.answer().ifPresent(answer -> document.set("answer", parsed(answer)));
    document.put("answerChanged", replay.otherAnswer());
    return document.toString();
  }

  static JsonNode parsed(String document) {
    try {
      return CanonicalJson.parse(document.getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
    } catch (InvalidJson e) {
      throw new IllegalStateException("what is recorded is not JSON", e);
    }
  }
}
