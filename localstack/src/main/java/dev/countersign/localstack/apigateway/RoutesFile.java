package dev.countersign.localstack.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON file that tells an {@link ApiGateway} its routes: a list of objects with {@code method},
 * {@code resource} and {@code function}.
 */
public final class RoutesFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RoutesFile() {}

  public static void write(Path file, List<Route> routes) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (Route route : routes) {
      list.addObject()
          .put("method", route.method())
          .put("resource", route.resource())
          .put("function", route.function());
    }
    Files.writeString(file, list.toPrettyString());
  }

  public static List<Route> read(Path file) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (JsonNode node : JSON.readTree(file.toFile())) {
      routes.add(
          new Route(
              node.required("method").asText(),
              node.required("resource").asText(),
              node.required("function").asText()));
    }
    return List.copyOf(routes);
  }
}
