package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How data passes through a state: the fields InputPath, Parameters, ResultSelector, ResultPath,
 * OutputPath, Assign.
 *
 * @param inputPath what of the raw input the state sees; null: an empty object
 * @param parameters what the state is given instead; null: what it sees
 * @param resultSelector what is kept of the result; null: all
 * @param resultPath where the result is put into the raw input; null: nowhere
 * @param outputPath what of that leaves; null: an empty object
 * @param assign variables set at the end of the state, if any
 */
public record DataFlow(
    @Nullable Path inputPath,
    Template.@Nullable Structure parameters,
    Template.@Nullable Structure resultSelector,
    @Nullable ReferencePath resultPath,
    @Nullable Path outputPath,
    Template.@Nullable Structure assign) {

  /** The raw input narrowed by InputPath. */
  public JsonNode effectiveInput(Scope scope) {
    return inputPath == null ? JsonText.object() : inputPath.require(scope);
  }

  /** What the state works on, computed over its effective input. */
  public JsonNode argument(Scope effective) {
    return parameters == null ? effective.input() : parameters.evaluate(effective);
  }

  /** What is kept of a result. */
  public JsonNode selected(Scope scope, JsonNode result) {
    return resultSelector == null ? result : resultSelector.evaluate(scope.withInput(result));
  }

  /** What leaves the state, from its raw input and the selected result. */
  public JsonNode output(Scope raw, JsonNode result) {
    JsonNode combined = resultPath == null ? raw.input() : resultPath.put(raw.input(), result);
    return outputPath == null ? JsonText.object() : outputPath.require(raw.withInput(combined));
  }

  /** The variables that the state sets, computed over {@code scope}. */
  public Map<String, JsonNode> assigned(Scope scope) {
    return assigned(assign, scope);
  }

  /** The variables that {@code assign} sets, in the order of their names. */
  public static Map<String, JsonNode> assigned(Template.@Nullable Structure assign, Scope scope) {
    Map<String, JsonNode> variables = new TreeMap<>();
    if (assign != null) {
      assign.fields().forEach((name, value) -> variables.put(name, value.evaluate(scope)));
    }
    return variables;
  }
}
