package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.List;

/**
 * The list of operations that are not closed, for the sweep that finds what a crash left open. It
 * is a list of work and never a truth: what an operation is, its evidence says. {@link Append}
 * keeps it, in the same write as the evidence, so that no open operation is ever missing; one that
 * is closed may still stand in it.
 */
public interface OpenOperations {

  /**
   * An operation in the list.
   *
   * @param operation its name
   * @param lookAt from when on it is to be looked at
   */
  record Listed(OperationId operation, Instant lookAt) {}

  /**
   * At most so many of those that are to be looked at, the longest due first. A change of the list
   * may take a moment to be seen here.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  List<Listed> due(Instant now, int limit);

  /**
   * Puts the next look off, unless the list says something else of the operation by now.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  void putOff(Listed listed, Instant lookAt);

  /**
   * Takes a closed operation from the list, if it is there.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  void remove(OperationId operation);
}
