/**
 * Executions of state machines, durable over a kill of the process: every step is a fact in the
 * execution's journal, and a restart goes on from the facts. A function whose end is not in the
 * journal is invoked again: at least once.
 */
@NullMarked
package dev.countersign.localstack.stepfunctions.execution;

import org.jspecify.annotations.NullMarked;
