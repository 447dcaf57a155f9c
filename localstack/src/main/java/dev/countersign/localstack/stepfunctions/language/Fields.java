package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a definition, each read at most once. What nobody read is unknown
 * here, and an unknown field is refused: ignoring it would run the machine otherwise than its
 * author meant.
 */
final class Fields {
  private final ObjectNode object;
  private final String location;
  private final Set<String> unread = new LinkedHashSet<>();

  Fields(JsonNode node, String location) throws InvalidDefinition {
    if (!(node instanceof ObjectNode fields)) {
      throw new InvalidDefinition("expected an object", location);
    }
    this.object = fields;
    this.location = location;
    fields.fieldNames().forEachRemaining(unread::add);
  }

  boolean has(String field) {
    return object.has(field);
  }

  @Nullable JsonNode take(String field) {
    unread.remove(field);
    return object.get(field);
  }

  /** Whether the field holds null; it counts as read then. */
  boolean takeNull(String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isNull()) {
      return false;
    }
    unread.remove(field);
    return true;
  }

  JsonNode need(String field) throws InvalidDefinition {
    JsonNode value = take(field);
    if (value == null) {
      throw new InvalidDefinition("the field '%s' is missing".formatted(field), location);
    }
    return value;
  }

  String needText(String field) throws InvalidDefinition {
    return text(field, need(field));
  }

  @Nullable String text(String field) throws InvalidDefinition {
    JsonNode value = take(field);
    return value == null ? null : text(field, value);
  }

  private String text(String field, JsonNode value) throws InvalidDefinition {
    if (!value.isTextual()) {
      throw wrong(field, "must be a string");
    }
    return value.textValue();
  }

  /** A whole number between two bounds, or null if the field is absent. */
  @Nullable Long integer(String field, long least, long most) throws InvalidDefinition {
    JsonNode value = take(field);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
      throw wrong(field, "must be a whole number from %d to %d".formatted(least, most));
    }
    return value.longValue();
  }

  @Nullable Path path(String field) throws InvalidDefinition {
    String text = text(field);
    if (text == null) {
      return null;
    }
    try {
      return Path.parse(text);
    } catch (IllegalArgumentException invalid) {
      throw wrong(field, String.valueOf(invalid.getMessage()));
    }
  }

  Template.@Nullable Structure template(String field) throws InvalidDefinition {
    JsonNode value = take(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ObjectNode structure)) {
      throw wrong(field, "must be an object");
    }
    return Template.structure(structure, at(field));
  }

  /**
   * A number written in the field, or a path in the field of that name with {@code Path} behind it;
   * null if neither.
   */
  @Nullable Amount amount(String field, long least, long most) throws InvalidDefinition {
    exclusive(field, field + "Path");
    Path path = path(field + "Path");
    if (path != null) {
      return new Amount.At(field + "Path", path);
    }
    Long literal = integer(field, least, most);
    return literal == null ? null : Amount.of(literal);
  }

  List<JsonNode> needArray(String field) throws InvalidDefinition {
    JsonNode value = need(field);
    if (!value.isArray() || value.isEmpty()) {
      throw wrong(field, "must be an array that is not empty");
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  void exclusive(String... fields) throws InvalidDefinition {
    List<String> given = List.of(fields).stream().filter(this::has).toList();
    if (given.size() > 1) {
      throw wrong(
          given.getLast(), "cannot be given together with '%s'".formatted(given.getFirst()));
    }
  }

  /** Refuses whatever was not read. */
  void finish() throws InvalidDefinition {
    if (!unread.isEmpty()) {
      String field = unread.iterator().next();
      throw wrong(field, "is not supported here");
    }
  }

  String at(String field) {
    return location + "/" + field;
  }

  InvalidDefinition wrong(String field, String reason) {
    return new InvalidDefinition("the field '%s' %s".formatted(field, reason), at(field));
  }

  String location() {
    return location;
  }
}
