package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields that several kinds of state share: data flow, transition, Retry and Catch. */
final class FlowReader {
  private static final long LONGEST_SECONDS = 99_999_999;
  private static final long LONGEST_MAXIMUM_DELAY = 31_622_400;

  /** What of the data flow a kind of state has. */
  enum Part {
    PATHS,
    PARAMETERS,
    RESULT_SELECTOR,
    RESULT_PATH,
    ASSIGN
  }

  private final Fields fields;

  FlowReader(Fields fields) {
    this.fields = fields;
  }

  DataFlow read(Part... parts) throws InvalidDefinition {
    Set<Part> present = EnumSet.noneOf(Part.class);
    present.addAll(List.of(parts));
    return new DataFlow(
        path("InputPath"),
        present.contains(Part.PARAMETERS) ? fields.template("Parameters") : null,
        present.contains(Part.RESULT_SELECTOR) ? fields.template("ResultSelector") : null,
        present.contains(Part.RESULT_PATH) ? resultPath(fields) : ReferencePath.ROOT,
        path("OutputPath"),
        present.contains(Part.ASSIGN) ? assign(fields) : null);
  }

  private static Template.@Nullable Structure assign(Fields fields) throws InvalidDefinition {
    Template.Structure assign = fields.template("Assign");
    if (assign != null) {
      for (String variable : assign.fields().keySet()) {
        if (!variable.matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}") || variable.equals("states")) {
          throw fields.wrong("Assign", "has the invalid variable name '%s'".formatted(variable));
        }
      }
    }
    return assign;
  }

  private @Nullable Path path(String field) throws InvalidDefinition {
    if (!fields.has(field)) {
      return Path.ROOT;
    }
    if (fields.takeNull(field)) {
      return null;
    }
    return fields.path(field);
  }

  private static @Nullable ReferencePath resultPath(Fields fields) throws InvalidDefinition {
    if (!fields.has("ResultPath")) {
      return ReferencePath.ROOT;
    }
    if (fields.takeNull("ResultPath")) {
      return null;
    }
    try {
      return ReferencePath.parse(fields.needText("ResultPath"));
    } catch (IllegalArgumentException invalid) {
      throw fields.wrong("ResultPath", String.valueOf(invalid.getMessage()));
    }
  }

  /** The state that follows, or null for {@code "End": true}. */
  @Nullable String next() throws InvalidDefinition {
    String next = fields.text("Next");
    JsonNode end = fields.take("End");
    if (end != null && !end.isBoolean()) {
      throw fields.wrong("End", "must be true");
    }
    boolean ends = end != null && end.booleanValue();
    if (ends == (next != null)) {
      throw fields.wrong("Next", "or \"End\": true must be given, and only one of them");
    }
    return next;
  }

  State.Recovery recovery() throws InvalidDefinition {
    List<Retrier> retriers = new ArrayList<>();
    if (fields.has("Retry")) {
      List<JsonNode> elements = elements("Retry");
      for (JsonNode element : elements) {
        boolean last = retriers.size() == elements.size() - 1;
        retriers.add(
            retrier(new Fields(element, fields.at("Retry") + "/" + retriers.size()), last));
      }
    }
    List<Catcher> catchers = new ArrayList<>();
    if (fields.has("Catch")) {
      List<JsonNode> elements = elements("Catch");
      for (JsonNode element : elements) {
        boolean last = catchers.size() == elements.size() - 1;
        catchers.add(
            catcher(new Fields(element, fields.at("Catch") + "/" + catchers.size()), last));
      }
    }
    return new State.Recovery(retriers, catchers);
  }

  private List<JsonNode> elements(String field) throws InvalidDefinition {
    JsonNode value = fields.need(field);
    if (!value.isArray()) {
      throw fields.wrong(field, "must be an array");
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  private static Retrier retrier(Fields fields, boolean last) throws InvalidDefinition {
    fields.text("Comment");
    List<String> errors = errors(fields, last);
    Long interval = fields.integer("IntervalSeconds", 1, LONGEST_SECONDS);
    Long attempts = fields.integer("MaxAttempts", 0, LONGEST_SECONDS);
    Long maximumDelay = fields.integer("MaxDelaySeconds", 1, LONGEST_MAXIMUM_DELAY - 1);
    JsonNode rate = fields.take("BackoffRate");
    if (rate != null && (!rate.isNumber() || rate.doubleValue() < 1)) {
      throw fields.wrong("BackoffRate", "must be a number of at least 1");
    }
    String jitter = fields.text("JitterStrategy");
    if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
      throw fields.wrong("JitterStrategy", "must be FULL or NONE");
    }
    long intervalSeconds = interval == null ? 1 : interval;
    if (maximumDelay != null && maximumDelay <= intervalSeconds) {
      throw fields.wrong("MaxDelaySeconds", "must be greater than IntervalSeconds");
    }
    fields.finish();
    return new Retrier(
        errors,
        intervalSeconds,
        attempts == null ? 3 : attempts.intValue(),
        rate == null ? 2 : rate.doubleValue(),
        maximumDelay,
        "FULL".equals(jitter));
  }

  private static Catcher catcher(Fields fields, boolean last) throws InvalidDefinition {
    fields.text("Comment");
    List<String> errors = errors(fields, last);
    ReferencePath resultPath = resultPath(fields);
    Template.Structure assign = assign(fields);
    String next = fields.needText("Next");
    fields.finish();
    return new Catcher(errors, resultPath, assign, next);
  }

  private static List<String> errors(Fields fields, boolean last) throws InvalidDefinition {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : fields.needArray("ErrorEquals")) {
      if (!error.isTextual()) {
        throw fields.wrong("ErrorEquals", "must hold strings");
      }
      errors.add(error.textValue());
    }
    if (errors.contains(StatesError.ALL) && (errors.size() > 1 || !last)) {
      throw fields.wrong("ErrorEquals", "must hold States.ALL alone, and only in the last element");
    }
    return errors;
  }
}
