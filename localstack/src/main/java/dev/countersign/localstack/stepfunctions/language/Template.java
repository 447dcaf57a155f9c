package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A payload template: JSON in which every field whose name ends in {@code .$} holds an expression
 * that is replaced by its value.
 */
public sealed interface Template {

  JsonNode evaluate(Scope scope);

  record Constant(JsonNode value) implements Template {
    @Override
    public JsonNode evaluate(Scope scope) {
      return value.deepCopy();
    }
  }

  record Computed(String field, Expression expression) implements Template {
    @Override
    public JsonNode evaluate(Scope scope) {
      return expression.evaluate(scope, field);
    }
  }

  record Sequence(List<Template> elements) implements Template {
    @Override
    public JsonNode evaluate(Scope scope) {
      ArrayNode array = JsonText.array();
      elements.forEach(element -> array.add(element.evaluate(scope)));
      return array;
    }
  }

  record Structure(Map<String, Template> fields) implements Template {
    @Override
    public ObjectNode evaluate(Scope scope) {
      ObjectNode object = JsonText.object();
      fields.forEach((name, field) -> object.set(name, field.evaluate(scope)));
      return object;
    }
  }

  /**
   * Reads a template.
   *
   * @throws InvalidDefinition if an expression in it cannot be read, or two fields come out under
   *     one name
   */
  static Template parse(JsonNode node, String location) throws InvalidDefinition {
    if (node instanceof ObjectNode object) {
      return structure(object, location);
    }
    if (node instanceof ArrayNode array) {
      List<Template> elements = new ArrayList<>();
      for (JsonNode element : array) {
        elements.add(parse(element, location + "/" + elements.size()));
      }
      return new Sequence(List.copyOf(elements));
    }
    return new Constant(node);
  }

  static Structure structure(ObjectNode object, String location) throws InvalidDefinition {
    Map<String, Template> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      String place = location + "/" + name;
      boolean computed = name.endsWith(".$");
      String plain = computed ? name.substring(0, name.length() - 2) : name;
      Template field =
          computed ? computed(name, property.getValue(), place) : parse(property.getValue(), place);
      if (fields.put(plain, field) != null) {
        throw new InvalidDefinition("the field '%s' is given twice".formatted(plain), place);
      }
    }
    return new Structure(fields);
  }

  private static Template computed(String field, JsonNode value, String location)
      throws InvalidDefinition {
    if (!value.isTextual()) {
      throw new InvalidDefinition(
          "the value of '%s' must be a string with a path or an intrinsic function"
              .formatted(field),
          location);
    }
    try {
      return new Computed(field, Expression.parse(value.textValue()));
    } catch (IllegalArgumentException invalid) {
      throw new InvalidDefinition(String.valueOf(invalid.getMessage()), location);
    }
  }
}
