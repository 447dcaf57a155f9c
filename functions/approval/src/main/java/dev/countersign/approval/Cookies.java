package dev.countersign.approval;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The two cookies. Their {@code __Host-} prefix binds them to this host, to encrypted transport,
 * and to no domain (RFC 6265bis, section 4.1.3).
 */
final class Cookies {

  static final String SESSION = "__Host-countersign-session";
  static final String SIGN_IN = "__Host-countersign-sign-in";

  private Cookies() {}

  static Optional<String> read(HttpRequest<?> request, String name) {
    return request.getCookies().findCookie(name).map(cookie -> cookie.getValue());
  }

  /**
   * Lax, not Strict: the way back from the issuer and from a mail is a navigation from elsewhere.
   */
  static String set(String name, String value, Duration age) {
    return name
        + "="
        + value
        + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
        + age.toSeconds();
  }

  static String clear(String name) {
    return set(name, "", Duration.ZERO);
  }
}
