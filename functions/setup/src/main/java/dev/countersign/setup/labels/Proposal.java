package dev.countersign.setup.labels;

import dev.countersign.catalogue.ColumnName;

/**
 * A label that a column should perhaps have.
 *
 * @param column the column
 * @param type its type
 * @param label the label
 * @param confidence how sure it is, in percent: a rank, not a probability
 * @param reason why, without any value
 */
record Proposal(ColumnName column, String type, String label, int confidence, String reason) {}
