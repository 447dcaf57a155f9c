package dev.countersign.localstack.stepfunctions.language;

/**
 * A definition that this engine would not run as AWS does; the message names the state and the
 * field.
 */
public final class InvalidDefinition extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidDefinition(String reason, String location) {
    super(
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: %s at %s'"
            .formatted(reason, location.isEmpty() ? "/" : location));
  }
}
