package dev.countersign.localstack.apigateway;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which headers a REST API drops or renames on their way to and from a Lambda proxy integration:
 * the table of the developer guide's page "Amazon API Gateway important notes". A renamed header
 * may break clients that wait for it, {@code WWW-Authenticate} first of all.
 */
final class HeaderRules {

  private static final Set<String> DROPPED_FROM_REQUESTS =
      Set.of(
          "connection",
          "content-md5",
          "expect",
          "keep-alive",
          "max-forwards",
          "proxy-authenticate",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "www-authenticate");

  /** The length of the content is not the function's to say: it follows from the body. */
  private static final Set<String> DROPPED_FROM_ANSWERS =
      Set.of(
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private static final Set<String> RENAMED_IN_ANSWERS =
      Set.of(
          "authorization",
          "connection",
          "content-md5",
          "date",
          "max-forwards",
          "server",
          "user-agent",
          "www-authenticate");

  private HeaderRules() {}

  static boolean reachesTheFunction(String name) {
    return !DROPPED_FROM_REQUESTS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** The name under which a function's header reaches the client, if it does. */
  static Optional<String> towardsTheClient(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (DROPPED_FROM_ANSWERS.contains(lower)) {
      return Optional.empty();
    }
    return Optional.of(RENAMED_IN_ANSWERS.contains(lower) ? "x-amzn-remapped-" + lower : name);
  }
}
