package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An event that is about to enter a history: its kind, what it shows, and the event that it
 * follows.
 */
record Occurrence(String type, long previousId, @Nullable ObjectNode details) {}
