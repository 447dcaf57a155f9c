package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one state. */
final class StateReader {
  private static final long LONGEST_SECONDS = 99_999_999;

  private final DefinitionReader definition;
  private final Fields fields;
  private final FlowReader flow;
  private final String name;

  StateReader(DefinitionReader definition, Fields fields, String name) {
    this.definition = definition;
    this.fields = fields;
    this.flow = new FlowReader(fields);
    this.name = name;
  }

  State read() throws InvalidDefinition {
    DefinitionReader.requireJsonPath(fields);
    fields.text("Comment");
    String type = fields.needText("Type");
    State state =
        switch (type) {
          case "Pass" -> pass();
          case "Task" -> new TaskReader(fields, flow, name).read();
          case "Choice" -> choice();
          case "Wait" -> waiting();
          case "Succeed" -> new State.Succeed(name, flow.read(FlowReader.Part.PATHS));
          case "Fail" -> fail();
          case "Parallel" -> parallel();
          case "Map" -> new IterationReader(definition, fields, flow, name).read();
          case String unknown -> throw fields.wrong("Type", "'%s' is unknown".formatted(unknown));
        };
    fields.finish();
    return state;
  }

  private State pass() throws InvalidDefinition {
    fields.exclusive("Result", "Parameters");
    JsonNode result = fields.take("Result");
    DataFlow data =
        flow.read(
            FlowReader.Part.PATHS,
            FlowReader.Part.PARAMETERS,
            FlowReader.Part.RESULT_PATH,
            FlowReader.Part.ASSIGN);
    return new State.Pass(name, data, result, flow.next());
  }

  private State choice() throws InvalidDefinition {
    List<ChoiceRule> rules = new ArrayList<>();
    for (JsonNode rule : fields.needArray("Choices")) {
      rules.add(ConditionReader.rule(rule, fields.at("Choices") + "/" + rules.size()));
    }
    DataFlow data = flow.read(FlowReader.Part.PATHS, FlowReader.Part.ASSIGN);
    return new State.Choice(name, data, rules, fields.text("Default"));
  }

  private State waiting() throws InvalidDefinition {
    fields.exclusive("Seconds", "SecondsPath", "Timestamp", "TimestampPath");
    Delay delay = delay();
    DataFlow data = flow.read(FlowReader.Part.PATHS, FlowReader.Part.ASSIGN);
    return new State.Wait(name, data, delay, flow.next());
  }

  private Delay delay() throws InvalidDefinition {
    Long seconds = fields.integer("Seconds", 0, LONGEST_SECONDS);
    if (seconds != null) {
      return new Delay.Seconds(seconds);
    }
    Path secondsPath = fields.path("SecondsPath");
    if (secondsPath != null) {
      return new Delay.SecondsAt(secondsPath);
    }
    String timestamp = fields.text("Timestamp");
    if (timestamp != null) {
      return Delay.parse(timestamp)
          .map(Delay.Timestamp::new)
          .orElseThrow(
              () -> fields.wrong("Timestamp", "must be an ISO-8601 date and time with an offset"));
    }
    Path timestampPath = fields.path("TimestampPath");
    if (timestampPath == null) {
      throw fields.wrong("Seconds", "is missing, or one of SecondsPath, Timestamp, TimestampPath");
    }
    return new Delay.TimestampAt(timestampPath);
  }

  private State fail() throws InvalidDefinition {
    return new State.Fail(name, wording("Error"), wording("Cause"));
  }

  private State.@Nullable Wording wording(String field) throws InvalidDefinition {
    String pathField = field + "Path";
    fields.exclusive(field, pathField);
    String computed = fields.text(pathField);
    if (computed != null) {
      try {
        return new State.Wording.Computed(pathField, Expression.parse(computed));
      } catch (IllegalArgumentException invalid) {
        throw fields.wrong(pathField, String.valueOf(invalid.getMessage()));
      }
    }
    String literal = fields.text(field);
    return literal == null ? null : new State.Wording.Literal(literal);
  }

  private State parallel() throws InvalidDefinition {
    List<Branch> branches = new ArrayList<>();
    for (JsonNode branch : fields.needArray("Branches")) {
      Fields branchFields = new Fields(branch, fields.at("Branches") + "/" + branches.size());
      branchFields.text("Comment");
      branches.add(definition.branch(branchFields));
    }
    DataFlow data = flow.read(FlowReader.Part.values());
    return new State.Parallel(name, data, branches, flow.recovery(), flow.next());
  }
}
