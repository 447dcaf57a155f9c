package dev.countersign.localstack.server;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from a request's Signature Version 4 whose access key id it names. */
public final class Caller {

  private static final Pattern CREDENTIAL =
      Pattern.compile("AWS4-HMAC-SHA256 .*?Credential=(?<key>[^/,\\s]+)/.*");

  private Caller() {}

  /** The signature itself is not checked: locally, a function is who its dummy key says it is. */
  public static Optional<String> accessKeyId(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null) {
      return Optional.empty();
    }
    Matcher credential = CREDENTIAL.matcher(authorization);
    return credential.matches() ? Optional.of(credential.group("key")) : Optional.empty();
  }
}
