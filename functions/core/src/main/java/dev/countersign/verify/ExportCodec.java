package dev.countersign.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** The lines of an export as canonical JSON (RFC 8785), without the line feed that ends each. */
final class ExportCodec {

  private static final String LINE = "line";
  private static final String FORMAT = "format";
  private static final String VERSION = "version";
  private static final String EXPORTED_AT = "exportedAt";
  private static final String SCOPE = "scope";
  private static final String DOCUMENT = "document";
  private static final String DUTY = "duty";
  private static final String OPERATION = "operation";
  private static final String KIND = "kind";
  private static final String HASH = "hash";
  private static final String OPERATIONS = "operations";
  private static final String ENTRIES = "entries";
  private static final String ANSWERS = "answers";
  private static final String BUNDLES = "bundles";
  private static final String CONTENT = "content";
  private static final String HEAD = "head";
  private static final String UNTIL = "until";
  private static final String DIGEST = "digest";

  private ExportCodec() {}

  /** What reading a line comes to. */
  sealed interface Decoded {

    /** It is a line of an export. */
    record Line(ExportLine line) implements Decoded {}

    /** It is not JSON in its canonical form. */
    record NotCanonical() implements Decoded {}

    /** It is JSON, and no line that an export has. */
    record Unknown() implements Decoded {}
  }

  static byte[] encode(ExportLine line) {
    return CanonicalJson.bytes(tree(line));
  }

  private static ObjectNode tree(ExportLine line) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put(LINE, word(line));
    switch (line) {
      case ExportLine.Header header -> {
        tree.put(FORMAT, ExportFormat.NAME);
        tree.put(VERSION, ExportFormat.VERSION);
        tree.put(EXPORTED_AT, header.exportedAt().toString());
        tree.set(SCOPE, ScopeJson.write(header.scope()));
      }
      case ExportLine.BundleLine bundle -> {
        tree.put(VERSION, bundle.version().text());
        tree.put(DOCUMENT, bundle.document());
      }
      case ExportLine.EntryLine entry -> {
        tree.put(DUTY, entry.duty());
        tree.put(OPERATION, entry.operation());
        tree.put(KIND, entry.kind());
        tree.put(HASH, entry.hash().text());
        tree.put(DOCUMENT, entry.document());
      }
      case ExportLine.AnswerLine answer -> {
        tree.put(OPERATION, answer.operation());
        tree.put(DOCUMENT, answer.document());
      }
      case ExportLine.End end -> {
        tree.put(OPERATIONS, end.operations());
        tree.put(ENTRIES, end.entries());
        tree.put(ANSWERS, end.answers());
        tree.put(BUNDLES, end.bundles());
        tree.put(CONTENT, end.content().text());
        ObjectNode head = tree.putObject(HEAD);
        head.put(UNTIL, end.until().toString());
        head.put(OPERATIONS, end.head().operations());
        head.put(ENTRIES, end.head().entries());
        head.put(DIGEST, end.head().digest().text());
      }
    }
    return tree;
  }

  private static String word(ExportLine line) {
    return switch (line) {
      case ExportLine.Header _ -> "header";
      case ExportLine.BundleLine _ -> "bundle";
      case ExportLine.EntryLine _ -> "entry";
      case ExportLine.AnswerLine _ -> "answer";
      case ExportLine.End _ -> "end";
    };
  }

  static Decoded decode(byte[] bytes) {
    JsonNode tree;
    try {
      tree = CanonicalJson.parse(bytes, ExportFormat.MAXIMUM_LINE_BYTES);
    } catch (InvalidJson e) {
      return new Decoded.NotCanonical();
    }
    try {
      ExportLine line = line(tree);
      // Reading is lenient where writing is not; only what is written so is a line.
      if (Arrays.equals(encode(line), bytes)) {
        return new Decoded.Line(line);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // It lacks what such a line must have: told below.
    }
    return Arrays.equals(CanonicalJson.bytes(tree), bytes)
        ? new Decoded.Unknown()
        : new Decoded.NotCanonical();
  }

  private static ExportLine line(JsonNode tree) {
    return switch (text(tree, LINE)) {
      case "header" ->
          new ExportLine.Header(
              Instant.parse(text(tree, EXPORTED_AT)), ScopeJson.read(tree.path(SCOPE)));
      case "bundle" -> new ExportLine.BundleLine(digest(tree, VERSION), text(tree, DOCUMENT));
      case "entry" ->
          new ExportLine.EntryLine(
              text(tree, DUTY),
              text(tree, OPERATION),
              text(tree, KIND),
              digest(tree, HASH),
              text(tree, DOCUMENT));
      case "answer" -> new ExportLine.AnswerLine(text(tree, OPERATION), text(tree, DOCUMENT));
      case "end" -> end(tree);
      default -> throw new IllegalArgumentException("there is no such line");
    };
  }

  private static ExportLine end(JsonNode tree) {
    JsonNode head = tree.path(HEAD);
    return new ExportLine.End(
        tree.path(OPERATIONS).asLong(),
        tree.path(ENTRIES).asLong(),
        tree.path(ANSWERS).asLong(),
        tree.path(BUNDLES).asLong(),
        digest(tree, CONTENT),
        Instant.parse(text(head, UNTIL)),
        new Head.Total(
            head.path(OPERATIONS).asLong(), head.path(ENTRIES).asLong(), digest(head, DIGEST)));
  }

  private static String text(JsonNode tree, String member) {
    JsonNode text = tree.path(member);
    if (!text.isTextual()) {
      throw new IllegalArgumentException("a member is missing");
    }
    return text.textValue();
  }

  private static Digest digest(JsonNode tree, String member) {
    return new Digest(text(tree, member));
  }
}
