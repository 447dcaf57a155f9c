package dev.countersign.execute;

import dev.countersign.catalogue.Catalogue;
import java.util.SortedSet;

/** What execution can do with the system behind a connection. */
public interface Target {

  /**
   * Reads what the target holds, with the credential for reads.
   *
   * @throws TargetUnavailable if it cannot be reached or read
   */
  Catalogue survey();

  /**
   * What the credential for reads may do that reading does not need: best nothing.
   *
   * @throws TargetUnavailable if it cannot be reached or asked
   */
  SortedSet<RolePower> readerPowers();

  /**
   * Runs one statement to its end, in one transaction.
   *
   * @param run the statement and what it may use
   * @param cancel asked now and then, and when it says so the statement is stopped on the target
   * @param large takes the rows of a read that has more of them than may be held; the answer then
   *     has none. A write's are held as far as they may be, and the others left out
   */
  RawOutcome run(Run run, CancelSignal cancel, RowSink large);

  /** Runs it with nowhere to put more rows than may be held. */
  default RawOutcome run(Run run, CancelSignal cancel) {
    return run(run, cancel, RowSink.none());
  }
}
