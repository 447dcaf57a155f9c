package dev.countersign.record;

import dev.countersign.operation.OperationId;

/**
 * What a store keeps of operations, as it is: for audit alone. Nothing that comes from here is
 * believed; whoever acts on evidence reads the {@link EvidenceLog}.
 */
public interface KeptCases {

  /**
   * Everything that is kept of the operation: the entries of the duties of {@link Duty#CASE_FILE},
   * and its answer unless it has expired. What cannot be read is there as far as it can be.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  KeptCase kept(OperationId operation);
}
