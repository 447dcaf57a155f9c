package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the rules of a Choice state. */
final class ConditionReader {
  private static final Map<String, Condition.Trait> TRAITS =
      Map.of(
          "IsNull", Condition.Trait.IS_NULL,
          "IsPresent", Condition.Trait.IS_PRESENT,
          "IsNumeric", Condition.Trait.IS_NUMERIC,
          "IsString", Condition.Trait.IS_STRING,
          "IsBoolean", Condition.Trait.IS_BOOLEAN,
          "IsTimestamp", Condition.Trait.IS_TIMESTAMP);

  private ConditionReader() {}

  static ChoiceRule rule(JsonNode node, String location) throws InvalidDefinition {
    Fields fields = new Fields(node, location);
    Template.Structure assign = fields.template("Assign");
    String next = fields.needText("Next");
    return new ChoiceRule(condition(fields, node), assign, next);
  }

  private static Condition nested(JsonNode node, String location) throws InvalidDefinition {
    return condition(new Fields(node, location), node);
  }

  private static Condition condition(Fields fields, JsonNode node) throws InvalidDefinition {
    fields.text("Comment");
    Condition condition;
    if (fields.has("And")) {
      condition = new Condition.And(all(fields, "And"));
    } else if (fields.has("Or")) {
      condition = new Condition.Or(all(fields, "Or"));
    } else if (fields.has("Not")) {
      condition = new Condition.Not(nested(fields.need("Not"), fields.at("Not")));
    } else {
      condition = comparison(fields, node);
    }
    fields.finish();
    return condition;
  }

  private static List<Condition> all(Fields fields, String field) throws InvalidDefinition {
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode element : fields.needArray(field)) {
      conditions.add(nested(element, fields.at(field) + "/" + conditions.size()));
    }
    return List.copyOf(conditions);
  }

  private static Condition comparison(Fields fields, JsonNode node) throws InvalidDefinition {
    fields.needText("Variable");
    Path variable = fields.path("Variable");
    if (variable == null) {
      throw fields.wrong("Variable", "is missing");
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      Optional<Condition> condition =
          operator(fields, variable, property.getKey(), property.getValue());
      if (condition.isPresent()) {
        fields.take(property.getKey());
        return condition.get();
      }
    }
    throw new InvalidDefinition("the rule has no comparison that is known", fields.location());
  }

  private static Optional<Condition> operator(
      Fields fields, Path variable, String name, JsonNode value) throws InvalidDefinition {
    Condition.Trait trait = TRAITS.get(name);
    if (trait != null) {
      if (!value.isBoolean()) {
        throw fields.wrong(name, "must be true or false");
      }
      return Optional.of(new Condition.Test(variable, trait, value.booleanValue()));
    }
    if (name.equals("StringMatches")) {
      if (!value.isTextual()) {
        throw fields.wrong(name, "must be a string");
      }
      return Optional.of(new Condition.Matches(variable, pattern(value.textValue())));
    }
    boolean byPath = name.endsWith("Path");
    Optional<Comparison> comparison =
        Comparison.named(byPath ? name.substring(0, name.length() - 4) : name);
    if (comparison.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition.Compare(
            variable, comparison.get(), operand(fields, comparison.get(), name, value, byPath)));
  }

  private static Condition.Operand operand(
      Fields fields, Comparison comparison, String name, JsonNode value, boolean byPath)
      throws InvalidDefinition {
    if (byPath) {
      Path path = fields.path(name);
      if (path != null) {
        return new Condition.Operand.At(path);
      }
    }
    if (!comparison.accepts(value)) {
      throw fields.wrong(name, "has a value of another type");
    }
    return new Condition.Operand.Literal(value);
  }

  private static Pattern pattern(String wildcards) throws IllegalArgumentException {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < wildcards.length(); i++) {
      char character = wildcards.charAt(i);
      if (character == '\\' && i + 1 < wildcards.length()) {
        expression.append(Pattern.quote(String.valueOf(wildcards.charAt(++i))));
      } else if (character == '*') {
        expression.append(".*");
      } else {
        expression.append(Pattern.quote(String.valueOf(character)));
      }
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }
}
