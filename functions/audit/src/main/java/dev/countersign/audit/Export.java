package dev.countersign.audit;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.ConnectionName;
import dev.countersign.record.KeptCase;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import dev.countersign.verify.BundleDocuments;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.Head;
import dev.countersign.verify.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of an export: a whole export of its own, of as many operations as one response can hold.
 * API Gateway takes 10 MB and Lambda 6 MB, in which every quotation mark of the lines counts
 * several times (Lambda developer guide, "Quotas").
 */
final class Export {

  /** How many operations one part holds at the most. */
  static final int MOST_OPERATIONS = 100;

  /** After how many bytes a part takes no further operation. */
  private static final int ENOUGH_BYTES = 1 << 20;

  /** The largest answer and bundle that are exported; larger ones are left out as if expired. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final ExportWriter writer;
  private int operations;
  private int entries;

  Export(ListingFilter filter, Instant exportedAt, BundleDocuments bundles) {
    BundleDocuments bounded =
        version ->
            bundles.document(version).filter(document -> document.length() <= MOST_CHARACTERS);
    try {
      this.writer = new ExportWriter(lines, exportedAt, scope(filter), bounded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A part that is done.
   *
   * @param lines the part
   * @param operations how many operations it holds
   * @param entries how many entries
   * @param head the digest of its head
   */
  record Part(String lines, int operations, int entries, Digest head) {

    /** Withheld. */
    @Override
    public String toString() {
      return "Part[" + operations + " operations]";
    }
  }

  /** What was asked for, in the words of an export. */
  static Scope scope(ListingFilter filter) {
    SortedMap<String, String> filters = new TreeMap<>();
    filter.who().ifPresent(who -> filters.put("who", who));
    filter.connection().map(ConnectionName::text).ifPresent(c -> filters.put("connection", c));
    filter.session().ifPresent(session -> filters.put("session", session));
    filter.outcome().map(OperationState::word).ifPresent(word -> filters.put("outcome", word));
    filter.table().ifPresent(table -> filters.put("table", table));
    Optional<Instant> from =
        Optional.of(filter.from()).filter(instant -> !instant.equals(FilterForm.EARLIEST));
    return new Scope(from, filter.to().minusNanos(1), filters);
  }

  /** Whether there is room for another operation. */
  boolean hasRoom() {
    return operations < MOST_OPERATIONS && lines.size() < ENOUGH_BYTES;
  }

  void add(KeptCase kept) {
    Optional<String> answer =
        kept.answer().filter(document -> document.length() <= MOST_CHARACTERS);
    try {
      writer.add(new KeptCase(kept.operation(), kept.entries(), answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    operations++;
    entries += kept.entries().size();
  }

  Part end() {
    try {
      Head head = writer.end();
      return new Part(
          lines.toString(StandardCharsets.UTF_8), operations, entries, head.total().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
