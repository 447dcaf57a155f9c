package dev.countersign.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An object of a YAML file (YAML 1.2, JSON schema), read strictly: every key that nobody asked for
 * is refused.
 */
final class YamlObject {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(false).setMaxAliasesForCollections(0).build();

  private final String file;
  private final String place;
  private final Map<String, Object> members;
  private final Set<String> asked = new TreeSet<>();

  private YamlObject(String file, String place, Map<String, Object> members) {
    this.file = file;
    this.place = place;
    this.members = members;
  }

  static YamlObject read(String file, String text) {
    try {
      return of(file, "", new Load(SETTINGS).loadFromString(text));
    } catch (YamlEngineException e) {
      throw new UnsoundBundle(file, "it is not YAML 1.2" + place(e), e);
    }
  }

  private static String place(YamlEngineException e) {
    return e instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("")
        : "";
  }

  private static YamlObject of(String file, String place, @Nullable Object value) {
    if (value == null && place.isEmpty()) {
      throw new UnsoundBundle(file, "it is empty; where nothing is meant, write {}");
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new UnsoundBundle(
          file, (place.isEmpty() ? "it" : "`" + place + "`") + " is not an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, member) -> members.put(String.valueOf(key), member));
    return new YamlObject(file, place, members);
  }

  /** The names of its members; asks for all of them. */
  Set<String> names() {
    asked.addAll(members.keySet());
    return members.keySet();
  }

  boolean has(String name) {
    asked.add(name);
    return members.containsKey(name);
  }

  /** Whether the member is an object, and no text, number or list. */
  boolean isObject(String name) {
    return members.get(name) instanceof Map<?, ?>;
  }

  YamlObject object(String name) {
    return of(file, path(name), required(name));
  }

  List<YamlObject> objects(String name) {
    List<YamlObject> objects = new ArrayList<>();
    for (Object item : list(name)) {
      objects.add(of(file, path(name), item));
    }
    return objects;
  }

  String text(String name) {
    Object value = required(name);
    if (!(value instanceof String text) || text.isBlank()) {
      throw fault(name, "is not a text");
    }
    return text;
  }

  int number(String name) {
    Object value = required(name);
    if (!(value instanceof Integer number) || number < 1) {
      throw fault(name, "is not a positive number");
    }
    return number;
  }

  /** A list of texts; the empty list where the member is absent. */
  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      if (!(item instanceof String text) || text.isBlank()) {
        throw fault(name, "is not a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Refuses every member that nobody asked for. */
  void end() {
    for (String name : members.keySet()) {
      if (!asked.contains(name)) {
        throw fault(name, "is not a known key");
      }
    }
  }

  UnsoundBundle fault(String name, String what) {
    return new UnsoundBundle(file, "`" + path(name) + "` " + what);
  }

  UnsoundBundle fault(String name, String what, Throwable cause) {
    return new UnsoundBundle(file, "`" + path(name) + "` " + what, cause);
  }

  private List<?> list(String name) {
    if (!(required(name) instanceof List<?> list)) {
      throw fault(name, "is not a list");
    }
    return list;
  }

  private Object required(String name) {
    asked.add(name);
    Object value = members.get(name);
    if (value == null) {
      throw fault(name, members.containsKey(name) ? "has no value" : "is missing");
    }
    return value;
  }

  private String path(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
