package dev.countersign.record;

import dev.countersign.canonical.Digest;

/**
 * One piece of evidence at its place, as the bytes that are kept.
 *
 * @param key its place
 * @param document canonical JSON (RFC 8785) with the version, the place and the evidence
 * @param hash the digest of the document's UTF-8 bytes
 */
public record Entry(EntryKey key, String document, Digest hash) {

  public Entry(EntryKey key, String document) {
    this(key, document, Digest.ofText(document));
  }

  public Entry {
    if (!Digest.ofText(document).equals(hash)) {
      throw new IllegalArgumentException(
          "entry `" + key + "` does not have the hash it is kept under");
    }
  }

  /** Withheld: a document may hold what no log should keep. */
  @Override
  public String toString() {
    return "Entry[" + key + " " + hash + "]";
  }
}
