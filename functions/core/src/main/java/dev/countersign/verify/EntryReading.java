package dev.countersign.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.UnreadableEvidence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Takes an entry out of a line, and says what is wrong with one that cannot be read. */
final class EntryReading {

  private static final int VERSION = 1;

  private EntryReading() {}

  /** What reading an entry comes to. */
  sealed interface Outcome {

    /**
     * It has the hash it is kept under; whether it is what is written at its place, is not said.
     */
    record Whole(Entry entry) implements Outcome {}

    /** It does not. */
    record Changed(EntryKey place) implements Outcome {}

    /** No entry is kept at such a place. */
    record Nowhere() implements Outcome {}
  }

  static Outcome read(ExportLine.EntryLine line) {
    Optional<EntryKey> place = place(line);
    if (place.isEmpty()) {
      return new Outcome.Nowhere();
    }
    if (!Digest.ofText(line.document()).equals(line.hash())) {
      return new Outcome.Changed(place.get());
    }
    return new Outcome.Whole(new Entry(place.get(), line.document(), line.hash()));
  }

  private static Optional<EntryKey> place(ExportLine.EntryLine line) {
    if (!OperationId.isOperationId(line.operation())) {
      return Optional.empty();
    }
    return Duty.CASE_FILE.stream()
        .filter(duty -> duty.key().equals(line.duty()))
        .map(duty -> new EntryKey(duty, new OperationId(line.operation()), line.kind()))
        .filter(key -> EvidenceKind.of(key).filter(Reliance::isOfAnOperation).isPresent())
        .findFirst();
  }

  /** Why this entry is not what is written at its place; empty if it is, byte for byte. */
  static Optional<FindingCode> fault(Entry entry) {
    try {
      EvidenceCodec.decode(entry);
      return Optional.empty();
    } catch (UnreadableEvidence e) {
      return Optional.of(faultOf(entry));
    }
  }

  private static FindingCode faultOf(Entry entry) {
    byte[] document = entry.document().getBytes(StandardCharsets.UTF_8);
    if (document.length > ExportFormat.MAXIMUM_ENTRY_BYTES) {
      return FindingCode.DOCUMENT_TOO_LARGE;
    }
    JsonNode tree;
    try {
      tree = CanonicalJson.parse(document, ExportFormat.MAXIMUM_ENTRY_BYTES);
    } catch (InvalidJson e) {
      return FindingCode.DOCUMENT_NOT_CANONICAL;
    }
    if (!Arrays.equals(CanonicalJson.bytes(tree), document)) {
      return FindingCode.DOCUMENT_NOT_CANONICAL;
    }
    if (tree.path("version").asInt() != VERSION) {
      return FindingCode.VERSION_UNKNOWN;
    }
    EntryKey key = entry.key();
    boolean here =
        tree.path("duty").asText().equals(key.duty().key())
            && tree.path("operation").asText().equals(key.operation().text())
            && tree.path("kind").asText().equals(key.kind());
    return here ? FindingCode.NOT_EVIDENCE : FindingCode.PLACE_DIFFERS;
  }
}
