package dev.countersign.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A synthesised template, read as text: a reference becomes the logical name without its hash, as
 * in {@code ${ExecutionLive}}, so that a test can say what it expects in words.
 */
record Template(JsonNode json) {

  private static final Pattern HASH = Pattern.compile("([A-Za-z]+?)[0-9A-F]{8}(?![0-9A-Za-z])");
  private static final Pattern VERSION = Pattern.compile("CurrentVersion[0-9A-Fa-f]+");
  private static final Pattern EXPORT =
      Pattern.compile(".*:ExportsOutput(Ref|FnGetAtt)([A-Za-z]+?)[0-9A-F]{8}(Arn)?[0-9A-F]{8}");

  /** Every resource of this type, by logical name without hash. */
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    json.get("Resources")
        .properties()
        .forEach(resource -> {
          if (resource.getValue().path("Type").asText().equals(type)) {
            found.put(name(resource.getKey()), resource.getValue());
          }
        });
    return found;
  }

  /** The properties of the one resource of this type. */
  JsonNode only(String type) {
    Map<String, JsonNode> found = resources(type);
    if (found.size() != 1) {
      throw new AssertionError("not one but " + found.keySet() + " of " + type);
    }
    return found.values().iterator().next().get("Properties");
  }

  /** The properties of the resource of this type and name. */
  JsonNode properties(String type, String name) {
    JsonNode resource = resources(type).get(name);
    if (resource == null) {
      throw new AssertionError("no " + name + " among " + resources(type).keySet());
    }
    return resource.get("Properties");
  }

  /** What this value comes to, with references by name. */
  static String text(JsonNode value) {
    if (value.has("Ref")) {
      return reference(value.get("Ref").asText());
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode path = value.get("Fn::GetAtt");
      return "${" + name(path.get(0).asText()) + "." + path.get(1).asText() + "}";
    }
    if (value.has("Fn::ImportValue")) {
      return imported(value.get("Fn::ImportValue").asText());
    }
    if (value.has("Fn::Join")) {
      List<String> parts = new ArrayList<>();
      value.get("Fn::Join").get(1).forEach(part -> parts.add(text(part)));
      return String.join(value.get("Fn::Join").get(0).asText(), parts);
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static String imported(String export) {
    Matcher matcher = EXPORT.matcher(export);
    if (!matcher.matches()) {
      throw new AssertionError("an export of another form: " + export);
    }
    return "${" + matcher.group(2) + (matcher.group(3) == null ? "" : ".Arn") + "}";
  }

  private static String reference(String logicalId) {
    return logicalId.equals("AWS::Partition") ? "aws" : "${" + name(logicalId) + "}";
  }

  private static String name(String logicalId) {
    String unversioned = VERSION.matcher(logicalId).replaceAll("CurrentVersion");
    return HASH.matcher(unversioned).replaceAll("$1");
  }
}
