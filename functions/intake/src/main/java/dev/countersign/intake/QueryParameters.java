package dev.countersign.intake;

import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The parameters of a request's address, and of nothing else. A client may call a body of JSON a
 * form, as curl does of its own accord; then the framework takes parts of a statement for
 * parameters.
 */
final class QueryParameters {

  private QueryParameters() {}

  /** The first one of this name. */
  static Optional<String> first(HttpRequest<?> request, String name) {
    String query = request.getUri().getRawQuery();
    if (query == null) {
      return Optional.empty();
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        String value = parameter.substring(name.length() + 1);
        return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }
}
