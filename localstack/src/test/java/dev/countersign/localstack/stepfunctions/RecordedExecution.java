package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A history recorded on AWS, with placeholders for the values of the recording run. */
final class RecordedExecution {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> WORDS =
      Set.of(
          "timestamp",
          "date",
          "snf_role_arn",
          "map_run_arn",
          "execution_name",
          "execution_starttime",
          "entered_time",
          "start_time");
  private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z0-9_:-]+>");

  private final List<JsonNode> events = new ArrayList<>();

  RecordedExecution(JsonNode recorded) {
    recorded.forEach(events::add);
  }

  /** What differs in the real execution, each difference beginning with end, output or types. */
  List<String> differences(Caller caller, String execution) throws InterruptedException {
    JsonNode last = events.getLast();
    String lastType = last.path("type").asText();
    List<String> differences = new ArrayList<>();
    if (!lastType.startsWith("Execution") || lastType.equals("ExecutionStarted")) {
      return prefix(caller, execution, lastType);
    }
    DescribeExecutionResponse described = caller.ended(execution);
    List<String> types = caller.types(execution);
    if (!types.getLast().equals(lastType)) {
      differences.add("end is %s, not %s".formatted(types.getLast(), lastType));
    }
    result(described, last).ifPresent(differences::add);
    types(types).ifPresent(differences::add);
    return differences;
  }

  /** The recording stopped while the execution waited. */
  private List<String> prefix(Caller caller, String execution, String lastType)
      throws InterruptedException {
    caller.reached(execution, lastType, 1);
    List<String> types = caller.types(execution);
    caller.client.stopExecution(request -> request.executionArn(execution));
    List<String> recorded = recordedTypes();
    boolean begins =
        types.size() >= recorded.size() && types.subList(0, recorded.size()).equals(recorded);
    return begins ? List.of() : List.of("types are %s, not %s".formatted(types, recorded));
  }

  private static Optional<String> result(DescribeExecutionResponse described, JsonNode last) {
    if (described.status() == ExecutionStatus.SUCCEEDED) {
      JsonNode expected = last.path("executionSucceededEventDetails").path("output");
      return same(expected, parsed(described.output()))
          ? Optional.empty()
          : Optional.of("output is %s, not %s".formatted(described.output(), expected));
    }
    JsonNode error = last.path("executionFailedEventDetails").path("error");
    @Nullable String expected = error.isMissingNode() ? null : error.asText();
    return Objects.equals(expected, described.error())
        ? Optional.empty()
        : Optional.of(
            "output: error is %s (%s), not %s"
                .formatted(described.error(), described.cause(), expected));
  }

  private Optional<String> types(List<String> actual) {
    List<String> expected = recordedTypes();
    List<String> shown = new ArrayList<>(actual);
    if (lacksParallelSucceeded()) {
      shown.removeIf("ParallelStateSucceeded"::equals);
    }
    boolean concurrent =
        expected.contains("ParallelStateStarted") || expected.contains("MapStateStarted");
    if (concurrent) {
      Collections.sort(expected);
      Collections.sort(shown);
    }
    return expected.equals(shown)
        ? Optional.empty()
        : Optional.of("types are %s, not %s".formatted(shown, expected));
  }

  private List<String> recordedTypes() {
    return new ArrayList<>(events.stream().map(event -> event.path("type").asText()).toList());
  }

  /** The recordings' authors cut this event out; the gap in the ids shows where it was. */
  private boolean lacksParallelSucceeded() {
    long lastId = events.getLast().path("id").longValue();
    return recordedTypes().contains("ParallelStateStarted")
        && !recordedTypes().contains("ParallelStateSucceeded")
        && lastId > events.size();
  }

  /** A string that holds JSON is as good as that JSON: the recordings parsed some of them. */
  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    if (expected.isTextual()) {
      String text = expected.asText();
      if (WORDS.contains(text) || PLACEHOLDER.matcher(text).find()) {
        return true;
      }
      if (actual.isTextual() && actual.asText().equals(text)) {
        return true;
      }
      JsonNode inner = parsed(text);
      return !inner.isTextual() && same(inner, actual);
    }
    if (actual.isTextual() && !expected.isTextual()) {
      JsonNode inner = parsed(actual.asText());
      return !inner.isTextual() && same(expected, inner);
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    if (expected.isArray() && actual.isArray()) {
      boolean same = expected.size() == actual.size();
      for (int i = 0; same && i < expected.size(); i++) {
        same = same(expected.get(i), actual.get(i));
      }
      return same;
    }
    if (expected.isObject() && actual.isObject()) {
      return expected.size() == actual.size()
          && expected.properties().stream()
              .allMatch(field ->
                  actual.has(field.getKey())
                      && same(field.getValue(), actual.path(field.getKey())));
    }
    return expected.equals(actual);
  }
}
