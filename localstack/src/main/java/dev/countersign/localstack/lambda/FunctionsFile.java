package dev.countersign.localstack.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON file that tells a {@link FunctionHost} its functions: a list of objects with {@code
 * name}, {@code zip}, {@code handler}, {@code environment}, {@code memoryMegabytes}, {@code
 * timeoutSeconds}, {@code processes} (default 1) and {@code jvmFlags} (default none).
 */
public final class FunctionsFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "zip",
          "handler",
          "environment",
          "memoryMegabytes",
          "timeoutSeconds",
          "processes",
          "jvmFlags");

  private FunctionsFile() {}

  public static void write(Path file, List<FunctionDefinition> functions) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (FunctionDefinition function : functions) {
      ObjectNode node = list.addObject();
      node.put("name", function.name());
      node.put("zip", function.zip().toString());
      node.put("handler", function.handler());
      ObjectNode environment = node.putObject("environment");
      function.environment().forEach(environment::put);
      node.put("memoryMegabytes", function.memoryMegabytes());
      node.put("timeoutSeconds", function.timeout().toSeconds());
      node.put("processes", function.processes());
      ArrayNode flags = node.putArray("jvmFlags");
      function.jvmFlags().forEach(flags::add);
    }
    Files.writeString(file, list.toPrettyString());
  }

  /**
   * Reads the definitions.
   *
   * @throws IllegalArgumentException if a field is unknown, missing or out of its range, or two
   *     functions share a name or an access key id
   */
  public static List<FunctionDefinition> read(Path file) throws IOException {
    List<FunctionDefinition> functions = new ArrayList<>();
    Set<String> callers = new HashSet<>();
    for (JsonNode node : JSON.readTree(file.toFile())) {
      FunctionDefinition function = definition(node);
      if (!callers.add(function.accessKeyId())) {
        throw new IllegalArgumentException(
            function.name()
                + ": another function has this name, or one that differs in signs only");
      }
      functions.add(function);
    }
    return List.copyOf(functions);
  }

  private static FunctionDefinition definition(JsonNode node) {
    for (String field : node.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("unknown field of a function: `" + field + "`");
      }
    }
    Map<String, String> environment = new LinkedHashMap<>();
    node.path("environment")
        .propertyStream()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    List<String> flags = new ArrayList<>();
    node.path("jvmFlags").forEach(flag -> flags.add(flag.asText()));
    return new FunctionDefinition(
        node.required("name").asText(),
        Path.of(node.required("zip").asText()),
        node.required("handler").asText(),
        environment,
        node.required("memoryMegabytes").asInt(),
        Duration.ofSeconds(node.required("timeoutSeconds").asInt()),
        node.path("processes").asInt(1),
        flags);
  }
}
