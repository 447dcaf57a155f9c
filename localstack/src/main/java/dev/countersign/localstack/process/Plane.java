package dev.countersign.localstack.process;

import dev.countersign.localstack.apigateway.Route;
import dev.countersign.localstack.lambda.FunctionDefinition;
import java.util.List;
import java.util.Set;

/**
 * What runs on a local cloud: functions, the routes that lead to them, and the media types that the
 * API passes as base64. The functions' environment is their own; the endpoints are added to it.
 */
public record Plane(
    List<FunctionDefinition> functions, List<Route> routes, Set<String> binaryMediaTypes) {

  public Plane {
    functions = List.copyOf(functions);
    routes = List.copyOf(routes);
    binaryMediaTypes = Set.copyOf(binaryMediaTypes);
  }
}
