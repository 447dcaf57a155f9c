package dev.countersign.localstack.s3;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a request names.
 *
 * @param method the HTTP method
 * @param path the path as it was sent
 * @param bucket the bucket, by path style
 * @param key the object's key
 * @param query the parameters, decoded
 */
record S3Request(
    String method, String path, String bucket, String key, SortedMap<String, String> query) {

  static S3Request of(HttpExchange exchange) throws S3Refusal {
    String path = exchange.getRequestURI().getRawPath();
    int slash = path.indexOf('/', 1);
    if (slash < 0 || slash == path.length() - 1) {
      throw new S3Refusal(501, "NotImplemented", "only requests on objects are served");
    }
    return new S3Request(
        exchange.getRequestMethod(),
        path,
        decoded(path.substring(1, slash)),
        decoded(path.substring(slash + 1)),
        query(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")));
  }

  private static SortedMap<String, String> query(String raw) throws S3Refusal {
    SortedMap<String, String> query = new TreeMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (query.put(name, value) != null) {
        throw new S3Refusal(400, "InvalidArgument", "a parameter came twice");
      }
    }
    return query;
  }

  private static String decoded(String text) throws S3Refusal {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new S3Refusal(400, "InvalidURI", "the request cannot be decoded");
    }
  }
}
