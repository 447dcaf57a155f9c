package dev.countersign.classify.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A line of the input: a JSON object with a statement, and perhaps its dialect. */
sealed interface StatementLine {

  /** The one dialect that is classified. */
  String DIALECT = "postgresql";

  /** A statement to classify. */
  record Statement(String text) implements StatementLine {}

  /** A line with nothing in it. */
  record Blank() implements StatementLine {}

  /** A line that cannot be classified, and why; the sentence quotes nothing of the line. */
  record Wrong(String sentence) implements StatementLine {}

  static StatementLine read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.isBlank()) {
        return new Blank();
      }
      return of(Reader.STRICT.readTree(text));
    } catch (CharacterCodingException e) {
      return new Wrong("it is not UTF-8");
    } catch (JsonProcessingException e) {
      return new Wrong("it is not one JSON value");
    }
  }

  private static StatementLine of(JsonNode line) {
    if (!line.isObject()) {
      return new Wrong("it is not a JSON object");
    }
    JsonNode statement = line.path("statement");
    JsonNode dialect = line.path("dialect");
    if (statement.isMissingNode()) {
      return new Wrong("it has no member `statement`");
    }
    if (!statement.isTextual()) {
      return new Wrong("its `statement` is not a string");
    }
    boolean known =
        dialect.isMissingNode() || (dialect.isTextual() && dialect.textValue().equals(DIALECT));
    return known
        ? new Statement(statement.textValue())
        : new Wrong("its `dialect` is not `" + DIALECT + "`, the only one that is classified");
  }

  /** Reads JSON as RFC 8259 has it; other members of a line are left alone. */
  final class Reader {

    private static final ObjectMapper STRICT =
        JsonMapper.builder(
                JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Reader() {}
  }
}
