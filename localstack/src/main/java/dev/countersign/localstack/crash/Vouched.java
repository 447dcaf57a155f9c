package dev.countersign.localstack.crash;

import dev.countersign.operation.OperationId;

/**
 * A page told this person that their vote was counted.
 *
 * @param operation what was voted on
 * @param person the person's name in the bundle
 */
record Vouched(OperationId operation, String person) {}
