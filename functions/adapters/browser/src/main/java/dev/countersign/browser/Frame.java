package dev.countersign.browser;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * What every page is made of and sent with. Pages escape everything, run no script, load nothing,
 * and are kept nowhere.
 */
public final class Frame {

  /** The style of every page: it stands within the page, by its digest. */
  public static final String STYLE = resource("layout.css");

  /** What every page is sent with. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy",
              "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                  .formatted(sha256(STYLE)),
          // Not `no-referrer`: a browser would then not name the origin of our own forms.
          "Referrer-Policy", "same-origin",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "X-Robots-Tag", "noindex, nofollow");

  private static final Template MESSAGE = template("message.mustache");

  private Frame() {}

  /** The template of this name among the pages of whichever package has it. */
  public static Template template(String name) {
    return Mustache.compiler().escapeHTML(true).compile(resource(name));
  }

  /** A page that says one thing. */
  public static String message(String title, String text) {
    return MESSAGE.execute(Map.of("style", STYLE, "title", title, "text", text));
  }

  /** A page that says one thing, as a response. */
  public static MutableHttpResponse<String> message(HttpStatus status, String title, String text) {
    return page(status, message(title, text));
  }

  /** This page as a response. */
  public static MutableHttpResponse<String> page(HttpStatus status, String html) {
    return secured(HttpResponse.<String>status(status).body(html))
        .contentType("text/html; charset=utf-8");
  }

  /** Leads to another page of ours. */
  public static MutableHttpResponse<String> redirect(String path) {
    return secured(HttpResponse.<String>seeOther(URI.create(path)));
  }

  static <T> MutableHttpResponse<T> secured(MutableHttpResponse<T> response) {
    HEADERS.forEach(response::header);
    return response;
  }

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(Frame.class.getResourceAsStream("/pages/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
