package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a state left behind.
 *
 * @param next the state that follows, or null at the end of the branch
 * @param assigned the variables that the state set
 */
record Step(@Nullable String next, JsonNode output, Map<String, JsonNode> assigned) {

  ObjectNode toJson() {
    ObjectNode json = JsonText.object().put("next", next);
    json.set("output", output);
    json.set("assigned", variables());
    return json;
  }

  private ObjectNode variables() {
    ObjectNode variables = JsonText.object();
    assigned.forEach(variables::set);
    return variables;
  }

  static Step fromJson(JsonNode json) {
    Map<String, JsonNode> assigned = new TreeMap<>();
    json.path("assigned")
        .properties()
        .forEach(entry -> assigned.put(entry.getKey(), entry.getValue()));
    return new Step(json.path("next").textValue(), json.path("output"), assigned);
  }
}
