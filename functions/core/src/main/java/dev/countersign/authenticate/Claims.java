package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The claims of a token (RFC 7519, section 4), each of exactly the type that its definition gives
 * it. A claim of another type is refused, never converted; {@code null} is another type.
 */
final class Claims {

  private static final int MAXIMUM_TEXT = 2_048;
  private static final int MAXIMUM_AUDIENCES = 50;

  /** The last second of the year 9999: a later one is a mistake or a trick. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final ObjectNode claims;

  Claims(ObjectNode claims) {
    this.claims = claims;
  }

  boolean has(String name) {
    return claims.has(name);
  }

  String requiredText(String name) throws RefusedToken {
    return text(name).orElseThrow(() -> new RefusedToken(TokenFault.CLAIMS));
  }

  Optional<String> text(String name) throws RefusedToken {
    JsonNode value = claims.get(name);
    return value == null ? Optional.empty() : Optional.of(text(value));
  }

  Instant requiredTime(String name) throws RefusedToken {
    return time(name).orElseThrow(() -> new RefusedToken(TokenFault.CLAIMS));
  }

  /** A time in whole seconds; RFC 7519 allows fractions, no issuer that we know writes them. */
  Optional<Instant> time(String name) throws RefusedToken {
    JsonNode value = claims.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > LAST_SECOND) {
      throw new RefusedToken(TokenFault.CLAIMS);
    }
    return Optional.of(Instant.ofEpochSecond(value.longValue()));
  }

  /** The audiences: one text or an array of texts. */
  Set<String> audiences() throws RefusedToken {
    JsonNode value = claims.path("aud");
    if (!(value instanceof ArrayNode array)) {
      return Set.of(text(value));
    }
    if (array.size() > MAXIMUM_AUDIENCES) {
      throw new RefusedToken(TokenFault.CLAIMS);
    }
    Set<String> audiences = new TreeSet<>();
    for (JsonNode audience : array) {
      audiences.add(text(audience));
    }
    return audiences;
  }

  /** The claims inside this claim, where it is there. */
  Optional<Claims> inner(String name) throws RefusedToken {
    JsonNode value = claims.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof ObjectNode inner)) {
      throw new RefusedToken(TokenFault.CLAIMS);
    }
    return Optional.of(new Claims(inner));
  }

  private static String text(JsonNode value) throws RefusedToken {
    if (!value.isTextual() || !isPlain(value.textValue())) {
      throw new RefusedToken(TokenFault.CLAIMS);
    }
    return value.textValue();
  }

  /** Texts become keys, evidence and pages: no control characters, no halves of a character. */
  private static boolean isPlain(String text) {
    return !text.isBlank()
        && text.length() <= MAXIMUM_TEXT
        && text.codePoints()
            .noneMatch(point ->
                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
  }
}
