package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import java.time.Instant;

/** One line of an export, as it says of itself. What it says need not be so. */
sealed interface ExportLine {

  /**
   * The first line.
   *
   * @param exportedAt when the export was begun
   * @param scope what it was asked for
   */
  record Header(Instant exportedAt, Scope scope) implements ExportLine {
    public Header {
      if (exportedAt.isBefore(Instant.EPOCH)) {
        throw new IllegalArgumentException("no export was begun before 1970");
      }
    }
  }

  /**
   * A bundle, before the first operation that was decided by it.
   *
   * @param version the digest of the document
   * @param document the bundle as published
   */
  record BundleLine(Digest version, String document) implements ExportLine {}

  /**
   * An entry.
   *
   * @param duty the word of the duty that may write it
   * @param operation the id of the operation that it speaks of
   * @param kind its kind, with what tells two of a kind apart
   * @param hash the digest that it is kept under
   * @param document the exact text that is kept
   */
  record EntryLine(String duty, String operation, String kind, Digest hash, String document)
      implements ExportLine {}

  /**
   * The masked answer of the operation whose entries stand before it.
   *
   * @param operation the operation's id
   * @param document the exact text that is kept
   */
  record AnswerLine(String operation, String document) implements ExportLine {}

  /**
   * The last line.
   *
   * @param operations how many operations there are
   * @param entries how many entries they have
   * @param answers how many answers there are
   * @param bundles how many bundles there are
   * @param content the digest of every byte before this line
   * @param until the instant of the head
   * @param head the head in one line
   */
  record End(
      long operations,
      long entries,
      long answers,
      long bundles,
      Digest content,
      Instant until,
      Head.Total head)
      implements ExportLine {}
}
