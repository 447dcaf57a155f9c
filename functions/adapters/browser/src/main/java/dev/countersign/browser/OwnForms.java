package dev.countersign.browser;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;

/**
 * Tells whether a form was posted from a page of ours to the person whose session it is: it carries
 * the session's form token, and the browser, where it says so at all, says that it comes from our
 * own origin (Fetch, section 3.2 "Origin" header; Fetch Metadata Request Headers, section 2.3).
 */
public final class OwnForms {

  private final String origin;

  /** Forms of the pages at this address. */
  public OwnForms(String publicUrl) {
    URI address = URI.create(publicUrl);
    // A browser writes an origin in lower case.
    this.origin =
        (address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /** Whether this form was made for this session, and posted from a page of ours. */
  public boolean isOurs(HttpRequest<?> request, Map<String, String> form, Browser.Session session) {
    return saysNothingBut(request, "Sec-Fetch-Site", "same-origin")
        && saysNothingBut(request, HttpHeaders.ORIGIN, origin)
        && MessageDigest.isEqual(
            session.formToken().getBytes(StandardCharsets.UTF_8),
            form.getOrDefault("form-token", "").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean saysNothingBut(HttpRequest<?> request, String header, String value) {
    return request.getHeaders().getAll(header).stream().allMatch(value::equals);
  }
}
