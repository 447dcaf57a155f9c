package dev.countersign.localstack.crash;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.OperationState;
import java.util.Optional;

/**
 * An operation as the store has it.
 *
 * @param id the operation
 * @param file its entries
 * @param answer the digest of its stored answer
 */
record Observed(OperationId id, CaseFile file, Optional<Digest> answer) {

  OperationState state() {
    return file.state();
  }
}
