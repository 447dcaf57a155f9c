package dev.countersign.browser;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The two cookies of a duty. Their {@code __Host-} prefix binds them to this host, to encrypted
 * transport, and to no domain (RFC 6265bis, section 4.1.3).
 *
 * @param session the name of the one that holds the key of a session
 * @param signIn the name of the one that holds the key of a sign-in that was begun
 */
public record Cookies(String session, String signIn) {

  /** The cookies of the duty whose names begin so. */
  public static Cookies named(String beginning) {
    return new Cookies("__Host-" + beginning + "-session", "__Host-" + beginning + "-sign-in");
  }

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
