package dev.countersign.audit;

import dev.countersign.bundle.Bundles;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptCases;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.Listing;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationIndex.Order;
import dev.countersign.verify.BundleDocuments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The audit duty. It reads what is recorded, and records its own reading before anything of it
 * leaves: what cannot be recorded is not shown.
 */
final class Audit {

  /** How many operations a page names. */
  static final int PAGE = 25;

  private final Bundles bundles;
  private final BundleDocuments documents;
  private final KeptCases kept;
  private final EvidenceLog log;
  private final Search search;
  private final InstantSource clock;
  private final Random random;

  /** An audit with these powers and no others. */
  Audit(
      Bundles bundles,
      BundleDocuments documents,
      KeptCases kept,
      EvidenceLog log,
      Search search,
      InstantSource clock,
      Random random) {
    this.bundles = bundles;
    this.documents = documents;
    this.kept = kept;
    this.log = log;
    this.search = search;
    this.clock = clock;
    this.random = random;
  }

  /** The time by which readings are recorded. */
  Instant now() {
    return clock.instant();
  }

  /** Everybody whom a list can be about, by name. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(bundles.current().roster().agents().keySet());
    names.addAll(bundles.current().roster().persons().keySet());
    return names;
  }

  /** A page of the list that goes on behind this place, or begins. */
  ListPage list(Auditor auditor, ListingFilter filter, Optional<String> after) {
    ListPage page =
        search.page(filter, bundles.current().roster(), Order.NEWEST_FIRST, after, PAGE);
    Instant now = clock.instant();
    OperationId id = OperationId.random(random);
    append(
        Append.of(
                EvidenceCodec.encode(
                    id,
                    new Evidence.Listed(
                        auditor.name(), auditor.account(), filter, page.rows().size(), now)))
            .indexedBy(Listing.reading(now, id)));
    return page;
  }

  /**
   * A part of an export.
   *
   * @param part the part
   * @param next the place behind which the next part begins; empty where this is the last
   */
  record Exported(Export.Part part, Optional<String> next) {}

  /** The part of an export that goes on behind this place, or begins. */
  Exported export(Auditor auditor, ListingFilter filter, Optional<String> after) {
    ListPage page =
        search.page(
            filter, bundles.current().roster(), Order.OLDEST_FIRST, after, Export.MOST_OPERATIONS);
    Instant now = clock.instant();
    Export export = new Export(filter, now, documents);
    Optional<String> next = after;
    for (ListPage.Row row : page.rows()) {
      if (!export.hasRoom()) {
        break;
      }
      export.add(kept.kept(row.operation().id()));
      next = Optional.of(row.operation().position());
    }
    boolean whole = next.equals(page.rows().isEmpty() ? after : last(page));
    Export.Part part = export.end();
    OperationId id = OperationId.random(random);
    Evidence.Exported exported =
        new Evidence.Exported(
            auditor.name(),
            auditor.account(),
            filter,
            part.operations(),
            part.entries(),
            part.head(),
            now);
    append(Append.of(EvidenceCodec.encode(id, exported)).indexedBy(Listing.reading(now, id)));
    return new Exported(part, whole ? page.next() : next);
  }

  private static Optional<String> last(ListPage page) {
    return Optional.of(page.rows().getLast().operation().position());
  }

  /** Everything that is kept of an operation; empty if there is no such. */
  Optional<Replay> replay(Auditor auditor, OperationId id) {
    KeptCase found = kept.kept(id);
    if (found.entries().isEmpty()) {
      return Optional.empty();
    }
    Replay replay = Replay.of(found, bundles.current().roster());
    Instant now = clock.instant();
    Evidence.Replayed replayed =
        new Evidence.Replayed(
            auditor.name(),
            auditor.account(),
            replay.answer().isPresent(),
            now,
            found.entries().stream().map(KeptEntry::hash).toList());
    append(Append.of(EvidenceCodec.encode(id, replayed, now + "-" + word())));
    return Optional.of(replay);
  }

  private String word() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void append(Append append) {
    if (!(log.append(append) instanceof AppendOutcome.Appended)) {
      throw new IllegalStateException("a reading stands recorded under a word that nobody had");
    }
  }
}
