package dev.countersign.authenticate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads JSON (RFC 8259) that a stranger wrote: well-formed UTF-8, no byte order mark, no duplicate
 * member, no trailing text, at most 16 levels deep. Whatever else it is, it is not read at all.
 */
public final class StrictJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  // Names come from strangers: keeping them beyond the document would let them
                  // grow.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** The object that these bytes are; empty where they are anything else. */
  public static Optional<ObjectNode> object(byte[] utf8) {
    return text(utf8).flatMap(StrictJson::object);
  }

  /** The object that this text is; empty where it is anything else. */
  public static Optional<ObjectNode> object(String text) {
    return node(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /** The array that this text is; empty where it is anything else. */
  public static Optional<ArrayNode> array(String text) {
    return node(text).filter(ArrayNode.class::isInstance).map(ArrayNode.class::cast);
  }

  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> node(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
