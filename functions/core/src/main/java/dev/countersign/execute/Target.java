package dev.countersign.execute;

import dev.countersign.catalogue.Catalogue;

/** What execution can do with the system behind a connection. */
public interface Target {

  /**
   * Reads what the target holds, with the credential for reads.
   *
   * @throws TargetUnavailable if it cannot be reached or read
   */
  Catalogue survey();

  /**
   * Runs one statement to its end, in one transaction.
   *
   * @param run the statement and what it may use
   * @param cancel asked now and then, and when it says so the statement is stopped on the target
   */
  RawOutcome run(Run run, CancelSignal cancel);
}
