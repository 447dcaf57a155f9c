package dev.countersign.localstack.apigateway;

import java.util.List;
import java.util.Set;

/**
 * A method of a resource, and the function that answers it. A segment of the resource is literal,
 * {@code {name}}, or, at the end only, {@code {name+}}, which takes all that follows.
 */
public record Route(String method, String resource, String function) {

  static final String ANY = "ANY";

  private static final Set<String> METHODS =
      Set.of(ANY, "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  public Route {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("unknown method of a route: `" + method + "`");
    }
    if (!resource.startsWith("/")) {
      throw new IllegalArgumentException("a resource begins with a slash: `" + resource + "`");
    }
    List<String> segments = segments(resource);
    for (int at = 0; at < segments.size(); at++) {
      if (isGreedy(segments.get(at)) && at < segments.size() - 1) {
        throw new IllegalArgumentException("a greedy segment is the last: `" + resource + "`");
      }
    }
  }

  /** The segments of a path, whether or not it ends with a slash. */
  static List<String> segments(String path) {
    String inner = path.substring(1);
    if (inner.endsWith("/")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  static boolean isGreedy(String segment) {
    return segment.endsWith("+}");
  }
}
