package dev.countersign.verify;

import java.time.Duration;
import java.time.Instant;

/** What writer and reader of an export must agree on. */
final class ExportFormat {

  static final String NAME = "countersign-evidence";
  static final int VERSION = 1;

  /** The largest document of an entry (see {@code EvidenceCodec}). */
  static final int MAXIMUM_ENTRY_BYTES = 300 * 1024;

  /** The largest bundle that is read. */
  static final int MAXIMUM_BUNDLE_BYTES = 4 << 20;

  /** The largest answer that is exported; a larger one is left out, as one that has expired. */
  static final int MAXIMUM_ANSWER_BYTES = 8 << 20;

  /**
   * The longest line. A document is canonical JSON, or the like, without bare control characters;
   * as a text within a line it has at most twice its bytes, since only quotation marks and
   * backslashes are escaped.
   */
  static final int MAXIMUM_LINE_BYTES = 2 * MAXIMUM_ANSWER_BYTES + 4 * 1024;

  /** How many bundles a reader keeps: one that was named less recently is written again. */
  static final int BUNDLES_KEPT = 8;

  /**
   * How long before the export its head ends: longer than any function can live between reading the
   * clock and writing the entry (Lambda developer guide, "Quotas": 15 minutes).
   */
  private static final Duration HEAD_MARGIN = Duration.ofMinutes(20);

  private ExportFormat() {}

  /** The instant of the head of an export that was begun at this time. */
  static Instant headUntil(Instant exportedAt, Scope scope) {
    Instant settled = exportedAt.minus(HEAD_MARGIN);
    return scope.until().isBefore(settled) ? scope.until() : settled;
  }
}
