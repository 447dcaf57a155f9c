package dev.countersign.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.operation.OperationId;
import java.nio.charset.StandardCharsets;

/**
 * Evidence as canonical JSON and back. The form is versioned and pinned by vectors: what is hashed
 * today must have the same bytes tomorrow.
 */
public final class EvidenceCodec {

  private static final int VERSION = 1;
  private static final int MAXIMUM_BYTES = 300 * 1024;

  private EvidenceCodec() {}

  /** The entry that keeps this evidence as the only one of its kind. */
  public static Entry encode(OperationId operation, Evidence evidence) {
    return entry(EvidenceKind.of(evidence).key(operation), evidence);
  }

  /** The entry that keeps this evidence, told apart from others of its kind by a word. */
  public static Entry encode(OperationId operation, Evidence evidence, String word) {
    return entry(EvidenceKind.of(evidence).key(operation, word), evidence);
  }

  private static Entry entry(EntryKey key, Evidence evidence) {
    ObjectNode document = ValueJson.MAPPER.createObjectNode();
    document.put("version", VERSION);
    document.put("duty", key.duty().key());
    document.put("operation", key.operation().text());
    document.put("kind", key.kind());
    document.set("evidence", ValueJson.tree(evidence));
    byte[] bytes = CanonicalJson.bytes(document);
    if (bytes.length > MAXIMUM_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most " + MAXIMUM_BYTES + " bytes, and `" + key + "` would have more");
    }
    return new Entry(key, new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * What this entry says.
   *
   * @throws UnreadableEvidence if it is not what its place says it is
   */
  public static Evidence decode(Entry entry) {
    try {
      JsonNode document =
          CanonicalJson.parse(entry.document().getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
      requireMember(document, "version", String.valueOf(VERSION));
      requireMember(document, "duty", entry.key().duty().key());
      requireMember(document, "operation", entry.key().operation().text());
      requireMember(document, "kind", entry.key().kind());
      EvidenceKind kind =
          EvidenceKind.of(entry.key())
              .orElseThrow(() -> new IllegalArgumentException("no such kind of entry"));
      return ValueJson.value(document.path("evidence"), kind.type());
    } catch (InvalidJson | IllegalArgumentException e) {
      throw new UnreadableEvidence(entry.key(), e);
    }
  }

  private static void requireMember(JsonNode document, String name, String expected) {
    if (!document.path(name).asText().equals(expected)) {
      throw new IllegalArgumentException("member `" + name + "` differs from the entry's place");
    }
  }

  /** The digest of a value's canonical JSON. */
  public static Digest digest(Record value) {
    return CanonicalJson.digest(ValueJson.tree(value));
  }
}
