package dev.countersign.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.mask.MaskedAnswer;
import dev.countersign.operation.OperationId;
import dev.countersign.record.StoredResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A masked answer as the JSON that its requester gets. Every value is the target's text for it, or
 * null: no number loses a digit on the way. {@code maskedIn} says where masks, in place of true
 * values, decided over which rows there are ({@code condition}, {@code join}), which go together
 * ({@code grouping}) or in what order ({@code ordering}). Where the last net withheld values,
 * {@code withheld} says how many of which kind.
 */
final class AnswerDocument {

  private AnswerDocument() {}

  static String of(OperationId operation, Departure departure) {
    MaskedAnswer answer = departure.answer();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("operation", operation.text());
    document.put("state", "succeeded");
    document.put("command", answer.commandTag());
    document.put("affectedRows", answer.affectedRows());
    document.put("truncated", answer.truncated());
    if (!answer.withheld().isEmpty()) {
      ObjectNode withheld = document.putObject("withheld");
      answer.withheld().forEach((kind, count) -> withheld.put(kind.word(), count));
    }
    ArrayNode columns = document.putArray("columns");
    for (MaskedAnswer.MaskedColumn column : answer.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("masked", column.masked());
    }
    ArrayNode uses = document.putArray("maskedIn");
    answer.uses().forEach(use -> uses.add(use.name().toLowerCase(Locale.ROOT)));
    departure
        .result()
        .ifPresentOrElse(
            result -> putResult(departure.rows(), result, document),
            () -> putRows(answer, document));
    return document.toString();
  }

  /** Where the rows are that do not stand here; the link comes with each pick-up. */
  private static void putResult(long rows, StoredResult result, ObjectNode document) {
    document
        .putObject("result")
        .put("rows", rows)
        .put("format", "json-lines+gzip")
        .put("bytes", result.bytes())
        .put("digest", result.digest().text());
  }

  private static void putRows(MaskedAnswer answer, ObjectNode document) {
    ArrayNode rows = document.putArray("rows");
    for (List<Optional<String>> row : answer.rows()) {
      ArrayNode values = rows.addArray();
      for (Optional<String> value : row) {
        values.add(value.orElse(null));
      }
    }
  }
}
