package dev.countersign.dynamodb;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.Listing;
import dev.countersign.record.UnreadableEvidence;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape of the table {@code evidence}: one item for each entry, which is never changed.
 *
 * <ul>
 *   <li>{@code partition}, the partition key: {@code <duty>#<operation id>}, so that IAM can hold
 *       each duty to its own leading keys
 *   <li>{@code kind}, the sort key: the kind of entry
 *   <li>{@code document} or, compressed, {@code document-gzip}: the entry's canonical JSON
 *   <li>{@code hash}: the digest under which it is kept
 *   <li>{@code day}, {@code requester}, {@code approver-group}: on the entry that opens an
 *       operation; {@code outcome}: on the one that closes it; {@code requested-at} and {@code
 *       listed}: on both. They make the sparse indexes that lists use
 * </ul>
 */
final class EvidenceTable {

  static final String PARTITION = "partition";
  static final String KIND = "kind";

  /** The indexes by the attribute that each is partitioned by; all are sorted by the time. */
  static final Map<String, String> INDEXES =
      new TreeMap<>(
          Map.of(
              "by-day", Listing.DAY,
              "by-requester", Listing.REQUESTER,
              "by-outcome", Listing.OUTCOME,
              "by-approver-group", Listing.APPROVER_GROUP));

  /** What each index carries beside its keys. */
  static final String INDEX_PROJECTION = Listing.OPERATION;

  static final String INDEX_ORDER = Listing.REQUESTED_AT;

  private static final String HASH = "hash";
  private static final int MAXIMUM_BYTES = 300 * 1024;

  private EvidenceTable() {}

  static Map<String, AttributeValue> key(EntryKey key) {
    return Map.of(
        PARTITION, AttributeValue.fromS(key.partition()), KIND, AttributeValue.fromS(key.kind()));
  }

  static Map<String, AttributeValue> item(Entry entry, Map<String, String> index) {
    Map<String, AttributeValue> item = new TreeMap<>(key(entry.key()));
    item.putAll(StoredText.of(entry.document()));
    item.put(HASH, AttributeValue.fromS(entry.hash().text()));
    index.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
    return item;
  }

  /** The place of an item of this partition. */
  static EntryKey place(Duty duty, OperationId operation, Map<String, AttributeValue> item) {
    AttributeValue kind = item.get(KIND);
    if (kind == null) {
      throw new IllegalStateException("every item of the table has its sort key");
    }
    return new EntryKey(duty, operation, kind.s());
  }

  /** Which of these places, which are named by their keys, the item stands at. */
  static EntryKey place(
      Map<String, AttributeValue> item, Map<Map<String, AttributeValue>, EntryKey> places) {
    Map<String, AttributeValue> key = new TreeMap<>(item);
    key.keySet().retainAll(Set.of(PARTITION, KIND));
    EntryKey place = places.get(key);
    if (place == null) {
      throw new IllegalStateException("the store found what it was not asked for");
    }
    return place;
  }

  /** The entry that the item at this place holds. */
  static Entry entry(EntryKey key, Map<String, AttributeValue> item) {
    try {
      AttributeValue hash = item.get(HASH);
      if (hash == null) {
        throw new IllegalArgumentException("the item holds no hash");
      }
      return new Entry(key, StoredText.in(item, MAXIMUM_BYTES), new Digest(hash.s()));
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableEvidence(key, e);
    }
  }

  /** What the item at this place holds, whatever it is. */
  static KeptEntry kept(EntryKey key, Map<String, AttributeValue> item) {
    return new KeptEntry(key, StoredText.kept(item, MAXIMUM_BYTES), hash(item));
  }

  private static Digest hash(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(HASH))
        .map(AttributeValue::s)
        .filter(Digest::isDigest)
        .map(Digest::new)
        .orElse(KeptEntry.NO_HASH);
  }
}
