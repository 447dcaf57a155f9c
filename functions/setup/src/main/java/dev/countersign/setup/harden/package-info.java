/**
 * The command that hardens a target: column privileges and masking views by which the database
 * itself keeps labelled columns from the role that reads.
 */
@NullMarked
package dev.countersign.setup.harden;

import org.jspecify.annotations.NullMarked;
