package dev.countersign.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.operation.BindValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The parameters of a request as the texts that the target's input functions read: null as SQL's
 * NULL, a text as it is, a number as it is written, a boolean by its name, a list as an array, an
 * object as its JSON.
 *
 * <p>Source: PostgreSQL documentation, "Array Input and Output Syntax".
 */
final class Parameters {

  /** Keeps a number's digits as they are written: a double would drop some. */
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Parameters() {}

  /** The parameters in this body, which is known to be a JSON object with a list of them. */
  static List<BindValue> of(String body) {
    List<BindValue> values = new ArrayList<>();
    for (JsonNode item : read(body).path("parameters")) {
      values.add(new BindValue(item.isNull() ? Optional.empty() : Optional.of(text(item))));
    }
    return values;
  }

  private static JsonNode read(String body) {
    try {
      return EXACT.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("what was JSON is none", e);
    }
  }

  private static String text(JsonNode item) {
    return switch (item.getNodeType()) {
      case ARRAY -> array(item);
      case OBJECT -> item.toString();
      case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO, STRING -> item.asText();
    };
  }

  private static String array(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(Parameters::element)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String element(JsonNode item) {
    return switch (item.getNodeType()) {
      case ARRAY -> array(item);
      case NULL -> "NULL";
      case BINARY, BOOLEAN, MISSING, NUMBER, OBJECT, POJO, STRING -> quoted(text(item));
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
