package dev.countersign.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.classify.Classification;
import dev.countersign.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Evidence as canonical JSON and back. A version is a set of kinds with their members, pinned by
 * vectors: once it is released, what is hashed today must have the same bytes tomorrow, and a new
 * kind or member takes a new version. Until then version 1 may still change.
 */
public final class EvidenceCodec {

  private static final int VERSION = 1;
  private static final int MAXIMUM_BYTES = 300 * 1024;

  private EvidenceCodec() {}

  /**
   * The entry that keeps this evidence as the only one of its kind.
   *
   * @throws EvidenceTooLarge if its document would have more than 300 KiB
   */
  public static Entry encode(OperationId operation, Evidence evidence) {
    return entry(EvidenceKind.of(evidence).key(operation), evidence);
  }

  /**
   * The entry that keeps this evidence, told apart from others of its kind by a word: of a person's
   * entry, the person's name.
   *
   * @throws EvidenceTooLarge if its document would have more than 300 KiB
   */
  public static Entry encode(OperationId operation, Evidence evidence, String word) {
    return entry(EvidenceKind.of(evidence).key(operation, word), evidence);
  }

  private static Entry entry(EntryKey key, Evidence evidence) {
    requireDistinction(key, evidence);
    ObjectNode document = ValueJson.MAPPER.createObjectNode();
    document.put("version", VERSION);
    document.put("duty", key.duty().key());
    document.put("operation", key.operation().text());
    document.put("kind", key.kind());
    document.set("evidence", ValueJson.tree(evidence));
    byte[] bytes = CanonicalJson.bytes(document);
    if (bytes.length > MAXIMUM_BYTES) {
      throw new EvidenceTooLarge("an entry `" + key + "`", MAXIMUM_BYTES);
    }
    return new Entry(key, new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * What this entry says.
   *
   * @throws UnreadableEvidence if it is not, byte for byte, what {@code encode} writes at its place
   */
  public static Evidence decode(Entry entry) {
    try {
      JsonNode document =
          CanonicalJson.parse(entry.document().getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
      EvidenceKind kind =
          EvidenceKind.of(entry.key())
              .orElseThrow(() -> new IllegalArgumentException("no such kind of entry"));
      Evidence evidence = ValueJson.value(document.path("evidence"), kind.type());
      // The reader is lenient where the writer is not; only what the writer writes is evidence.
      if (!entry(entry.key(), evidence).equals(entry)) {
        throw new IllegalArgumentException("the entry is not what would be written at its place");
      }
      return evidence;
    } catch (InvalidJson | IllegalArgumentException | EvidenceTooLarge e) {
      throw new UnreadableEvidence(entry.key(), e);
    }
  }

  /** Conditions judge a person by the place alone, so the place must say what the entry says. */
  private static void requireDistinction(EntryKey key, Evidence evidence) {
    Optional<String> person =
        switch (evidence) {
          case Evidence.RequesterController controller -> Optional.of(controller.person());
          case Evidence.VoterController controller -> Optional.of(controller.person());
          case Evidence.Voted voted -> Optional.of(voted.vote().approver());
          case Evidence.Requested _,
              Evidence.Cancelled _,
              Evidence.StopAsked _,
              Evidence.Collected _,
              Evidence.Notified _,
              Evidence.Approved _,
              Evidence.Refused _,
              Evidence.Expired _,
              Evidence.Tried _,
              Evidence.Estimated _,
              Evidence.Voided _,
              Evidence.Started _,
              Evidence.Finished _,
              Evidence.Failed _,
              Evidence.Unknown _,
              Evidence.Listed _,
              Evidence.Replayed _,
              Evidence.Exported _ ->
              Optional.empty();
        };
    String distinction = key.kind().substring(key.kind().indexOf('#') + 1);
    if (person.isPresent() && !person.get().equals(distinction)) {
      throw new IllegalArgumentException("the entry's place names somebody else");
    }
  }

  /** A classification as an entry keeps it: canonical JSON, in one line. */
  public static String document(Classification classification) {
    return new String(CanonicalJson.bytes(ValueJson.tree(classification)), StandardCharsets.UTF_8);
  }

  /** The digest of a value's canonical JSON. */
  public static Digest digest(Record value) {
    return CanonicalJson.digest(ValueJson.tree(value));
  }
}
