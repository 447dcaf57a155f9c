package dev.countersign.execution;

import dev.countersign.operation.OperationId;
import dev.countersign.record.OperationState;

/**
 * What execution says to who invoked it: where the operation stands, and nothing of its answer.
 *
 * @param operation the operation
 * @param state where it stands
 */
public record ExecutionReport(OperationId operation, OperationState state) {}
