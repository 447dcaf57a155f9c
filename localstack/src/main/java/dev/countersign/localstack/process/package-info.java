/**
 * The local cloud as one thing: every service a process of its own, started in order, awaited, and
 * ended in reverse.
 */
@NullMarked
package dev.countersign.localstack.process;

import org.jspecify.annotations.NullMarked;
