package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What an expression may read.
 *
 * @param input what {@code $} means
 * @param context the context object, {@code $$}
 * @param variables workflow variables, {@code $name}
 * @param random where {@code States.UUID} and {@code States.MathRandom} draw from
 */
public record Scope(
    JsonNode input, JsonNode context, Map<String, JsonNode> variables, RandomGenerator random) {

  public Scope {
    variables = Map.copyOf(variables);
  }

  public Scope withInput(JsonNode newInput) {
    return new Scope(newInput, context, variables, random);
  }

  public Scope withContext(JsonNode newContext) {
    return new Scope(input, newContext, variables, random);
  }
}
