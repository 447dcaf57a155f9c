package dev.countersign.record;

import dev.countersign.canonical.Digest;

/**
 * What a store keeps at the place of an entry, whether or not anybody has changed it since: for
 * those who examine evidence. Whoever acts on evidence reads {@link Entry}.
 *
 * @param key the place
 * @param document the text kept there; empty where none can be read
 * @param hash the digest that it is kept under; {@link #NO_HASH} where none can be read
 */
public record KeptEntry(EntryKey key, String document, Digest hash) {

  /** In place of a digest that cannot be read: that of no known document. */
  public static final Digest NO_HASH = new Digest("sha256:" + "0".repeat(64));

  /** What is kept of this entry as long as nobody changes it. */
  public static KeptEntry of(Entry entry) {
    return new KeptEntry(entry.key(), entry.document(), entry.hash());
  }

  /**
   * The entry that it is.
   *
   * @throws UnreadableEvidence if the document does not have its hash
   */
  public Entry entry() {
    try {
      return new Entry(key, document, hash);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvidence(key, e);
    }
  }

  /** Whether it is an entry, and says what its place says. */
  boolean isReadable() {
    try {
      EvidenceCodec.decode(entry());
      return true;
    } catch (UnreadableEvidence e) {
      return false;
    }
  }

  /** Withheld: a document may hold what no log should keep. */
  @Override
  public String toString() {
    return "KeptEntry[" + key + " " + hash + "]";
  }
}
