package dev.countersign.localstack.issuer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param status the HTTP status
 * @param headers the headers beside those that every answer has
 * @param body the text
 */
record Reply(int status, Map<String, String> headers, String body) {

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply json(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "application/json"), body);
  }

  static Reply page(int status, String body, String policy) {
    return new Reply(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", policy),
        body);
  }

  static Reply redirect(String address) {
    return new Reply(303, Map.of("Location", address), "");
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
