/**
 * Crash safety, tried in earnest: a plane under mixed load, whose processes are killed one after
 * the other at recorded steps, and checks from outside that nothing was lost, run twice or run
 * without its clearance. What checks ({@link dev.countersign.localstack.crash.Checks}) knows
 * nothing of what drives.
 */
@NullMarked
package dev.countersign.localstack.crash;

import org.jspecify.annotations.NullMarked;
