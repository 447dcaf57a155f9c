package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that names exactly one place, where a result is put: field names and indexes only. Missing
 * objects on the way are made; a place that cannot be made is {@code
 * States.ResultPathMatchFailure}.
 */
public final class ReferencePath {
  public static final ReferencePath ROOT = new ReferencePath("$", List.of());

  private static final Pattern SEGMENT =
      Pattern.compile(
          "\\.(?<name>[^.\\[\\]'\"*?()@$,: ]+)|\\['(?<quoted>[^'\\\\]+)'\\]|\\[(?<index>\\d{1,9})\\]");

  private sealed interface Step {
    record Field(String name) implements Step {}

    record Index(int index) implements Step {}
  }

  private final String text;
  private final List<Step> steps;

  private ReferencePath(String text, List<Step> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a reference path.
   *
   * @throws IllegalArgumentException with a reason, if the text is not one
   */
  public static ReferencePath parse(String text) {
    if (!text.startsWith("$") || text.startsWith("$$")) {
      throw new IllegalArgumentException("'%s' is not a reference path".formatted(text));
    }
    List<Step> steps = new ArrayList<>();
    Matcher segment = SEGMENT.matcher(text);
    int position = 1;
    while (position < text.length()) {
      segment.region(position, text.length());
      if (!segment.lookingAt()) {
        throw new IllegalArgumentException("'%s' is not a reference path".formatted(text));
      }
      steps.add(step(segment));
      position = segment.end();
    }
    return new ReferencePath(text, steps);
  }

  private static Step step(Matcher segment) {
    String index = segment.group("index");
    if (index != null) {
      return new Step.Index(Integer.parseInt(index));
    }
    String name = segment.group("name");
    return new Step.Field(name != null ? name : segment.group("quoted"));
  }

  /** The document with the value put at this place; the document given is not changed. */
  public JsonNode put(JsonNode document, JsonNode value) {
    return put(document.deepCopy(), steps, value.deepCopy());
  }

  private JsonNode put(JsonNode node, List<Step> remaining, JsonNode value) {
    if (remaining.isEmpty()) {
      return value;
    }
    List<Step> rest = remaining.subList(1, remaining.size());
    switch (remaining.getFirst()) {
      case Step.Field(String name) -> {
        if (!(node instanceof ObjectNode object)) {
          throw mismatch(node);
        }
        JsonNode child = object.get(name);
        object.set(name, put(child == null ? JsonText.object() : child, rest, value));
      }
      case Step.Index(int index) -> {
        if (!(node instanceof ArrayNode array) || index >= array.size()) {
          throw mismatch(node);
        }
        array.set(index, put(array.get(index), rest, value));
      }
    }
    return node;
  }

  private StateFailure mismatch(JsonNode node) {
    return new StateFailure(
        new StatesError(
            StatesError.RESULT_PATH_MATCH_FAILURE,
            "Unable to apply ReferencePath %s to input %s".formatted(text, JsonText.write(node))));
  }
}
