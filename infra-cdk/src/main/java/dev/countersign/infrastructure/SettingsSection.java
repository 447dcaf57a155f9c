package dev.countersign.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One object of the settings, read strictly. A key that nobody asked for is refused: misspelt, it
 * would silently leave out a protection.
 */
final class SettingsSection {

  private final String path;
  private final ObjectNode json;
  private final Set<String> asked = new HashSet<>();

  private SettingsSection(String path, ObjectNode json) {
    this.path = path;
    this.json = json;
  }

  /** Reads the whole settings; no key may be left unread. */
  static <T> T read(JsonNode json, Function<SettingsSection, T> reader) {
    return read("", json, reader);
  }

  private static <T> T read(String path, JsonNode json, Function<SettingsSection, T> reader) {
    if (!(json instanceof ObjectNode object)) {
      throw new InvalidSettings(
          path.isEmpty() ? "the settings are not a JSON object" : named(path) + " is no object");
    }
    SettingsSection section = new SettingsSection(path, object);
    T value = reader.apply(section);
    section.refuseUnknown();
    return value;
  }

  private void refuseUnknown() {
    for (String key : (Iterable<String>) json::fieldNames) {
      if (!asked.contains(key)) {
        throw new InvalidSettings(named(place(key)) + " is unknown");
      }
    }
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  Optional<String> optionalText(String key) {
    return value(key).map(value -> text(key, value));
  }

  String matching(String key, String pattern, String expected) {
    return optionalMatching(key, pattern, expected).orElseThrow(() -> missing(key));
  }

  Optional<String> optionalMatching(String key, String pattern, String expected) {
    Optional<String> text = optionalText(key);
    if (text.isPresent() && !text.get().matches(pattern)) {
      throw new InvalidSettings(named(place(key)) + " must be " + expected);
    }
    return text;
  }

  List<String> texts(String key) {
    JsonNode array = value(key).orElseThrow(() -> missing(key));
    if (!array.isArray() || array.isEmpty()) {
      throw new InvalidSettings(named(place(key)) + " must be a list with at least one text");
    }
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(text(key, element)));
    return texts;
  }

  int positive(String key) {
    JsonNode number = value(key).orElseThrow(() -> missing(key));
    if (!number.isInt() || number.intValue() <= 0) {
      throw new InvalidSettings(named(place(key)) + " must be a whole number above 0");
    }
    return number.intValue();
  }

  /** The value as JSON text of at most this many characters: it is handed on as it is. */
  String json(String key, int maximum) {
    String text = value(key).orElseThrow(() -> missing(key)).toString();
    if (text.length() > maximum) {
      throw new InvalidSettings(
          named(place(key)) + " has " + text.length() + " characters, at most " + maximum);
    }
    return text;
  }

  <T> T section(String key, Function<SettingsSection, T> reader) {
    return optionalSection(key, reader).orElseThrow(() -> missing(key));
  }

  <T> Optional<T> optionalSection(String key, Function<SettingsSection, T> reader) {
    return value(key).map(value -> read(place(key), value, reader));
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  private Optional<JsonNode> value(String key) {
    asked.add(key);
    return Optional.ofNullable(json.get(key)).filter(value -> !value.isNull());
  }

  private String text(String key, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new InvalidSettings(named(place(key)) + " must be a text that is not blank");
    }
    return value.textValue();
  }

  private InvalidSettings missing(String key) {
    return new InvalidSettings(named(place(key)) + " is missing");
  }

  private String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String named(String place) {
    return "key `" + place + "`";
  }
}
