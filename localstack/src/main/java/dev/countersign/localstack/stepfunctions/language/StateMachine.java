package dev.countersign.localstack.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * A state machine that was read and checked.
 *
 * @param timeoutSeconds how long an execution may take, or null
 */
public record StateMachine(Branch root, @Nullable Long timeoutSeconds) {

  /**
   * Reads a definition.
   *
   * @throws InvalidDefinition if it is not one that this engine runs as AWS does
   */
  public static StateMachine parse(String definition) throws InvalidDefinition {
    return DefinitionReader.read(definition);
  }
}
