package dev.countersign.localstack.apigateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request as API Gateway does: first the most specific resource that the path
 * fits, then that resource's method. A less specific resource is not tried again for its method.
 */
final class RouteTable {

  /** A route and what the variables of its resource stand for, still percent-encoded. */
  record Match(Route route, SequencedMap<String, String> pathParameters) {}

  private final Map<String, Map<String, Route>> resources = new LinkedHashMap<>();

  RouteTable(List<Route> routes) {
    for (Route route : routes) {
      Map<String, Route> methods =
          resources.computeIfAbsent(route.resource(), absent -> new LinkedHashMap<>());
      if (methods.putIfAbsent(route.method(), route) != null) {
        throw new IllegalArgumentException(
            "two routes for " + route.method() + " " + route.resource());
      }
    }
  }

  Optional<Match> find(String method, String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = Route.segments(path);
    Optional<String> resource =
        resources.keySet().stream()
            .filter(candidate -> fits(Route.segments(candidate), segments))
            .max(Comparator.comparing(RouteTable::specificity));
    return resource
        .flatMap(found -> Optional.ofNullable(method(found, method)))
        .map(route -> new Match(route, parameters(Route.segments(route.resource()), segments)));
  }

  private @Nullable Route method(String resource, String method) {
    Map<String, Route> methods = resources.getOrDefault(resource, Map.of());
    return methods.getOrDefault(method, methods.get(Route.ANY));
  }

  private static boolean fits(List<String> template, List<String> segments) {
    for (int at = 0; at < template.size(); at++) {
      String expected = template.get(at);
      if (at >= segments.size()) {
        return false;
      }
      if (Route.isGreedy(expected)) {
        return true;
      }
      boolean variable = Route.isVariable(expected) && !segments.get(at).isEmpty();
      if (!variable && !expected.equals(segments.get(at))) {
        return false;
      }
    }
    return template.size() == segments.size();
  }

  /** A word that sorts higher the more specific a resource is, judged from the left. */
  private static String specificity(String resource) {
    StringBuilder word = new StringBuilder();
    for (String segment : Route.segments(resource)) {
      word.append(Route.isGreedy(segment) ? '1' : Route.isVariable(segment) ? '2' : '3');
    }
    return word.toString();
  }

  private static SequencedMap<String, String> parameters(
      List<String> template, List<String> segments) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    for (int at = 0; at < template.size(); at++) {
      String segment = template.get(at);
      if (Route.isGreedy(segment)) {
        List<String> rest = new ArrayList<>(segments.subList(at, segments.size()));
        parameters.put(segment.substring(1, segment.length() - 2), String.join("/", rest));
      } else if (Route.isVariable(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), segments.get(at));
      }
    }
    return parameters;
  }
}
