package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of our own configuration, read strictly: a member of the wrong type or one that
 * nobody asked for is a mistake, and mistakes in what we trust must not go unseen.
 */
final class ConfigurationObject {

  private final ObjectNode json;
  private final Set<String> asked = new HashSet<>();

  ConfigurationObject(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("the configuration is not a JSON object");
    }
    this.json = object;
  }

  String text(String member) {
    return optionalText(member)
        .orElseThrow(() -> new IllegalArgumentException("`" + member + "` is missing"));
  }

  Optional<String> optionalText(String member) {
    return value(member).map(value -> text(member, value));
  }

  URI address(String member) {
    return URI.create(text(member));
  }

  NetworkClass network() {
    return optionalText("network")
        .map(text ->
            switch (text) {
              case "public" -> NetworkClass.PUBLIC;
              case "private" -> NetworkClass.PRIVATE;
              case "loopback" -> NetworkClass.LOOPBACK;
              default ->
                  throw new IllegalArgumentException(
                      "`network` is `public`, `private` or `loopback`");
            })
        .orElse(NetworkClass.PUBLIC);
  }

  List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    value(member)
        .ifPresent(value -> {
          if (!value.isArray() || value.isEmpty()) {
            throw new IllegalArgumentException("`" + member + "` is not a filled array");
          }
          value.forEach(element -> texts.add(text(member, element)));
        });
    return texts;
  }

  Set<SigningAlgorithm> algorithms() {
    Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
    for (String name : texts("algorithms")) {
      algorithms.add(
          SigningAlgorithm.named(name)
              .orElseThrow(() ->
                  new IllegalArgumentException("`" + name + "` is not an accepted algorithm")));
    }
    return algorithms;
  }

  TimeRules times() {
    return new TimeRules(
        seconds("skewSeconds", Duration.ofSeconds(30)),
        seconds("maximumLifetimeSeconds", Duration.ofHours(1)));
  }

  Duration seconds(String member, Duration otherwise) {
    return value(member)
        .map(value -> {
          if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("`" + member + "` is not a number of seconds");
          }
          return Duration.ofSeconds(value.intValue());
        })
        .orElse(otherwise);
  }

  boolean flag(String member, boolean otherwise) {
    return value(member)
        .map(value -> {
          if (!value.isBoolean()) {
            throw new IllegalArgumentException("`" + member + "` is not true or false");
          }
          return value.booleanValue();
        })
        .orElse(otherwise);
  }

  /** Refuses members that nobody asked for. */
  void requireNothingElse() {
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!asked.contains(name)) {
            throw new IllegalArgumentException("`" + name + "` is not a known member");
          }
        });
  }

  private Optional<JsonNode> value(String member) {
    asked.add(member);
    return Optional.ofNullable(json.get(member));
  }

  private static String text(String member, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException("`" + member + "` is not a text");
    }
    return value.textValue();
  }
}
