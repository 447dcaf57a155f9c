package dev.countersign.localstack.process;

import dev.countersign.localstack.apigateway.Route;
import dev.countersign.localstack.lambda.FunctionDefinition;
import java.util.List;
import java.util.Set;

/**
 * What runs on a local cloud: functions, the routes that lead to them, the media types that the API
 * passes as base64, and the schedules by which functions are invoked. The functions' environment is
 * their own; the endpoints are added to it.
 */
public record Plane(
    List<FunctionDefinition> functions,
    List<Route> routes,
    Set<String> binaryMediaTypes,
    List<Schedule> schedules) {

  public Plane {
    functions = List.copyOf(functions);
    routes = List.copyOf(routes);
    binaryMediaTypes = Set.copyOf(binaryMediaTypes);
    schedules = List.copyOf(schedules);
  }
}
