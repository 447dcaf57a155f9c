package dev.countersign.canonical;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that is hashed: the JSON Canonicalization Scheme (RFC 8785), over I-JSON
 * (RFC 7493). What it cannot write the same way everywhere it refuses: duplicate members, lone
 * surrogates, numbers that are not finite, integers beyond 2^53 - 1, and more than 64 levels.
 */
public final class CanonicalJson {

  private static final int MAXIMUM_DEPTH = 64;
  private static final long MAXIMUM_INTEGER = (1L << 53) - 1;

  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalJson() {}

  /**
   * Reads exactly one JSON value in UTF-8.
   *
   * @param bytes the text
   * @param maximumBytes how long it may be
   * @throws InvalidJson if it is longer, or not JSON that has a canonical form
   */
  public static JsonNode parse(byte[] bytes, int maximumBytes) throws InvalidJson {
    if (bytes.length > maximumBytes) {
      throw new InvalidJson("more than " + maximumBytes + " bytes");
    }
    String text = utf8(bytes);
    try (JsonParser parser = STRICT.createParser(text)) {
      JsonNode tree = STRICT.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidJson("no value");
      }
      requireCanonical(tree);
      return tree;
    } catch (StreamConstraintsException e) {
      throw new InvalidJson(
          "deeper than " + MAXIMUM_DEPTH + " levels, or a number or name too long");
    } catch (JsonProcessingException e) {
      throw new InvalidJson("not JSON" + place(text, e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The canonical bytes of this value. */
  public static byte[] bytes(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text, 0);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The digest of the canonical bytes of this value. */
  public static Digest digest(JsonNode value) {
    return Digest.of(bytes(value));
  }

  private static String utf8(byte[] bytes) throws InvalidJson {
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(input).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidJson("not UTF-8 at byte " + input.position());
    }
  }

  /** Where it stopped, as an offset in the bytes that were given. */
  private static String place(String text, @Nullable JsonLocation location) {
    if (location == null || location.getCharOffset() < 0) {
      return "";
    }
    int characters = (int) Math.min(location.getCharOffset(), text.length());
    int bytes = text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
    return " at byte " + bytes;
  }

  private static void requireCanonical(JsonNode tree) throws InvalidJson {
    try {
      write(tree, new StringBuilder(), 0);
    } catch (IllegalArgumentException e) {
      throw new InvalidJson(String.valueOf(e.getMessage()));
    }
  }

  private static void write(JsonNode value, StringBuilder text, int depth) {
    if (value.isContainerNode() && depth >= MAXIMUM_DEPTH) {
      throw new IllegalArgumentException("more than " + MAXIMUM_DEPTH + " levels");
    }
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, text, depth);
      case ARRAY -> writeArray(value, text, depth);
      case STRING -> writeString(value.textValue(), text);
      case NUMBER -> writeNumber(value, text);
      case BOOLEAN -> text.append(value.booleanValue());
      case NULL -> text.append("null");
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a JSON value");
    }
  }

  private static void writeObject(JsonNode value, StringBuilder text, int depth) {
    // RFC 8785, section 3.2.3: members in the order of their names' UTF-16 code units.
    TreeSet<String> names = new TreeSet<>();
    value.fieldNames().forEachRemaining(names::add);
    text.append('{');
    for (Iterator<String> each = names.iterator(); each.hasNext(); ) {
      String name = each.next();
      writeString(name, text);
      text.append(':');
      write(value.get(name), text, depth + 1);
      if (each.hasNext()) {
        text.append(',');
      }
    }
    text.append('}');
  }

  private static void writeArray(JsonNode value, StringBuilder text, int depth) {
    text.append('[');
    for (int index = 0; index < value.size(); index++) {
      if (index > 0) {
        text.append(',');
      }
      write(value.get(index), text, depth + 1);
    }
    text.append(']');
  }

  private static void writeString(String value, StringBuilder text) {
    text.append('"');
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      if (Character.isHighSurrogate(character)
          && index + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(index + 1))) {
        text.append(character).append(value.charAt(++index));
      } else if (Character.isSurrogate(character)) {
        throw new IllegalArgumentException("a text has half of a surrogate pair");
      } else {
        writeCharacter(character, text);
      }
    }
    text.append('"');
  }

  private static void writeCharacter(char character, StringBuilder text) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\t' -> text.append("\\t");
      case '\n' -> text.append("\\n");
      case '\f' -> text.append("\\f");
      case '\r' -> text.append("\\r");
      default -> {
        if (character < ' ') {
          text.append(String.format("\\u%04x", (int) character));
        } else {
          text.append(character);
        }
      }
    }
  }

  private static void writeNumber(JsonNode value, StringBuilder text) {
    if (value.isIntegralNumber()) {
      if (!value.canConvertToLong() || isUnsafe(value.longValue())) {
        throw new IllegalArgumentException("an integer is beyond 2^53 - 1");
      }
      text.append(value.longValue());
    } else {
      text.append(EcmaScriptNumber.text(value.doubleValue()));
    }
  }

  private static boolean isUnsafe(long integer) {
    return integer > MAXIMUM_INTEGER || integer < -MAXIMUM_INTEGER;
  }
}
