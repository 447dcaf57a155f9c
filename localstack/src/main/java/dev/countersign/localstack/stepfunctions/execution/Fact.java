package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened in an execution and is in its journal.
 *
 * @param value what is to be known again after a restart; a JSON null if there is nothing
 * @param eventId the event of the history that shows it, or 0
 */
record Fact(Instant at, JsonNode value, long eventId) {}
