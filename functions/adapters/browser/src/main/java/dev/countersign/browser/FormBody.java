package dev.countersign.browser;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A form as a browser posts it (application/x-www-form-urlencoded, WHATWG URL, section 5). */
public final class FormBody {

  private static final int MAXIMUM_CHARACTERS = 32 * 1024;

  private FormBody() {}

  /** The fields; none if the body is too long, badly encoded, or names a field twice. */
  public static Map<String, String> read(String body) {
    Map<String, String> fields = new HashMap<>();
    if (body.isEmpty() || body.length() > MAXIMUM_CHARACTERS) {
      return fields;
    }
    try {
      for (String pair : body.split("&", -1)) {
        int sign = pair.indexOf('=');
        String name = decode(sign < 0 ? pair : pair.substring(0, sign));
        String value = sign < 0 ? "" : decode(pair.substring(sign + 1));
        if (fields.put(name, value) != null) {
          return Map.of();
        }
      }
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
