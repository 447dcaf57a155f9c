package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Task state: the invocation of a function, with or without a task token. */
final class TaskReader {
  private static final long LONGEST_SECONDS = 99_999_999;
  private static final Map<String, State.Resource> RESOURCES =
      Map.of(
          "arn:aws:states:::lambda:invoke", State.Resource.INVOKE,
          "arn:aws:states:::lambda:invoke.waitForTaskToken",
              State.Resource.INVOKE_WAIT_FOR_TASK_TOKEN);
  private static final Set<String> PARAMETERS = Set.of("FunctionName", "Payload");

  private final Fields fields;
  private final FlowReader flow;
  private final String name;

  TaskReader(Fields fields, FlowReader flow, String name) {
    this.fields = fields;
    this.flow = flow;
    this.name = name;
  }

  State read() throws InvalidDefinition {
    String resourceName = fields.needText("Resource");
    State.Resource resource = RESOURCES.get(resourceName);
    if (resource == null) {
      throw fields.wrong("Resource", "'%s' is not supported".formatted(resourceName));
    }
    checkParameters(resource);
    Amount timeout = fields.amount("TimeoutSeconds", 1, LONGEST_SECONDS);
    Amount heartbeat = fields.amount("HeartbeatSeconds", 1, LONGEST_SECONDS);
    if (timeout instanceof Amount.Literal(double limit)
        && heartbeat instanceof Amount.Literal(double beat)
        && beat >= limit) {
      throw fields.wrong("HeartbeatSeconds", "must be less than TimeoutSeconds");
    }
    DataFlow data = flow.read(FlowReader.Part.values());
    return new State.Task(name, data, resource, timeout, heartbeat, flow.recovery(), flow.next());
  }

  private void checkParameters(State.Resource resource) throws InvalidDefinition {
    JsonNode parameters = fields.need("Parameters");
    boolean namesFunction = false;
    for (String field : iterable(parameters)) {
      String plain = field.endsWith(".$") ? field.substring(0, field.length() - 2) : field;
      if (!PARAMETERS.contains(plain)) {
        throw fields.wrong("Parameters", "has '%s', which is not supported".formatted(field));
      }
      namesFunction |= plain.equals("FunctionName");
    }
    if (!namesFunction) {
      throw fields.wrong("Parameters", "must name the FunctionName");
    }
    boolean token = resource == State.Resource.INVOKE_WAIT_FOR_TASK_TOKEN;
    if (token && !mentionsToken(parameters)) {
      throw fields.wrong("Parameters", "must pass on $$.Task.Token");
    }
  }

  private static Iterable<String> iterable(JsonNode object) {
    return object::fieldNames;
  }

  /** A task whose function never sees the token could only time out. */
  private static boolean mentionsToken(@Nullable JsonNode node) {
    if (node == null) {
      return false;
    }
    if (node.isTextual()) {
      return node.textValue().contains("$$");
    }
    for (JsonNode child : node) {
      if (mentionsToken(child)) {
        return true;
      }
    }
    return false;
  }
}
