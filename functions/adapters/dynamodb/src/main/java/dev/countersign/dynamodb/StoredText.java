package dev.countersign.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A text as an attribute of an item: as it is where it is short, so that people can read it in the
 * console, and compressed (RFC 1952) where it is not.
 */
final class StoredText {

  private static final String PLAIN = "document";
  private static final String COMPRESSED = "document-gzip";
  private static final int PLAIN_UP_TO = 4 * 1024;

  private StoredText() {}

  /** The attribute that holds this text, by its name. */
  static Map<String, AttributeValue> of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= PLAIN_UP_TO
        ? Map.of(PLAIN, AttributeValue.fromS(text))
        : Map.of(COMPRESSED, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(compressed(bytes))));
  }

  /** How many bytes of the item the attribute takes. */
  static int size(Map<String, AttributeValue> attribute) {
    AttributeValue compressed = attribute.get(COMPRESSED);
    return compressed == null ? PLAIN_UP_TO : compressed.b().asByteArrayUnsafe().length;
  }

  /**
   * The text that an item holds.
   *
   * @throws IOException if it holds none, or one longer than {@code maximumBytes}
   */
  static String in(Map<String, AttributeValue> item, int maximumBytes) throws IOException {
    AttributeValue plain = item.get(PLAIN);
    if (plain != null && plain.s() != null) {
      return plain.s();
    }
    AttributeValue compressed = item.get(COMPRESSED);
    if (compressed == null || compressed.b() == null) {
      throw new IOException("the item holds no document");
    }
    try (GZIPInputStream stream =
        new GZIPInputStream(new ByteArrayInputStream(compressed.b().asByteArrayUnsafe()))) {
      byte[] bytes = stream.readNBytes(maximumBytes + 1);
      if (bytes.length > maximumBytes) {
        throw new IOException("the document has more than " + maximumBytes + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The text that an item holds, whatever else is wrong with it; empty where it holds none. */
  static String kept(Map<String, AttributeValue> item, int maximumBytes) {
    try {
      return in(item, maximumBytes);
    } catch (IOException e) {
      return "";
    }
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
