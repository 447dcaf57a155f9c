package dev.countersign.localstack.issuer;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parameters of a query or a form; none may come twice (RFC 6749, section 3.1). */
final class Parameters {

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  static Parameters parse(String text) throws RequestFault {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
        if (values.put(name, value) != null) {
          throw new RequestFault("invalid_request", "a parameter comes twice");
        }
      }
    }
    return new Parameters(values);
  }

  /** Writes parameters as a query or a form has them. */
  static String write(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) throws RequestFault {
    return optional(name)
        .orElseThrow(() -> new RequestFault("invalid_request", "`" + name + "` is missing"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String decode(String text) throws RequestFault {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new RequestFault("invalid_request", "a parameter is not encoded as it must be");
    }
  }
}
