package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole definition and checks that its states hang together. */
final class DefinitionReader {
  private static final int LONGEST_NAME = 80;
  private static final long LONGEST_SECONDS = 99_999_999;

  /** Names of all states: AWS wants them unique in the whole machine. */
  private final Set<String> names = new LinkedHashSet<>();

  private DefinitionReader() {}

  static StateMachine read(String definition) throws InvalidDefinition {
    JsonNode root =
        JsonText.read(definition)
            .orElseThrow(() -> new InvalidDefinition("the definition is not JSON", ""));
    Fields fields = new Fields(root, "");
    fields.text("Comment");
    String version = fields.text("Version");
    if (version != null && !version.equals("1.0")) {
      throw fields.wrong("Version", "must be \"1.0\"");
    }
    requireJsonPath(fields);
    Long timeout = fields.integer("TimeoutSeconds", 1, LONGEST_SECONDS);
    return new StateMachine(new DefinitionReader().branch(fields), timeout);
  }

  /** Refuses JSONata: running it as JSONPath would give wrong results in silence. */
  static void requireJsonPath(Fields fields) throws InvalidDefinition {
    String language = fields.text("QueryLanguage");
    if (language != null && !language.equals("JSONPath")) {
      throw fields.wrong(
          "QueryLanguage", "'%s' is not supported, only JSONPath".formatted(language));
    }
  }

  /** The rest of an object that has StartAt and States. */
  Branch branch(Fields fields) throws InvalidDefinition {
    String startAt = fields.needText("StartAt");
    JsonNode statesNode = fields.need("States");
    fields.finish();
    if (!statesNode.isObject() || statesNode.isEmpty()) {
      throw fields.wrong("States", "must be an object with at least one state");
    }
    Map<String, State> states = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : statesNode.properties()) {
      String name = entry.getKey();
      String location = fields.at("States") + "/" + name;
      requireName(name, location);
      states.put(name, new StateReader(this, new Fields(entry.getValue(), location), name).read());
    }
    Branch branch = new Branch(startAt, states);
    check(branch, fields);
    return branch;
  }

  private void requireName(String name, String location) throws InvalidDefinition {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new InvalidDefinition(
          "the name of a state must have 1 to %d characters".formatted(LONGEST_NAME), location);
    }
    if (!names.add(name)) {
      throw new InvalidDefinition("the state '%s' is defined twice".formatted(name), location);
    }
  }

  private static void check(Branch branch, Fields fields) throws InvalidDefinition {
    requireState(branch, branch.startAt(), fields.at("StartAt"));
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> ahead = new ArrayDeque<>();
    ahead.add(branch.startAt());
    for (@Nullable String name = ahead.poll(); name != null; name = ahead.poll()) {
      if (reached.add(name)) {
        for (String successor : branch.state(name).successors()) {
          requireState(branch, successor, fields.at("States") + "/" + name);
          ahead.add(successor);
        }
      }
    }
    for (String name : branch.states().keySet()) {
      if (!reached.contains(name)) {
        throw new InvalidDefinition(
            "the state '%s' is not reachable".formatted(name), fields.at("States") + "/" + name);
      }
    }
  }

  private static void requireState(Branch branch, String name, String location)
      throws InvalidDefinition {
    if (!branch.states().containsKey(name)) {
      throw new InvalidDefinition("the state '%s' does not exist".formatted(name), location);
    }
  }
}
