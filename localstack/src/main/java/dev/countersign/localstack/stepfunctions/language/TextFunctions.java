package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.localstack.stepfunctions.language.IntrinsicFunction.Arguments;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The intrinsic functions that yield text. */
final class TextFunctions {
  private static final int MAXIMUM_LENGTH = 10_000;
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private TextFunctions() {}

  static String format(Arguments arguments) {
    String template = arguments.text(0);
    StringBuilder formatted = new StringBuilder();
    int used = 1;
    for (int i = 0; i < template.length(); i++) {
      char character = template.charAt(i);
      if (character == '\\'
          && i + 1 < template.length()
          && "{}".indexOf(template.charAt(i + 1)) >= 0) {
        formatted.append(template.charAt(++i));
      } else if (template.startsWith("{}", i)) {
        if (used >= arguments.count()) {
          throw arguments.wrong("the template has more placeholders than there are arguments");
        }
        formatted.append(shown(arguments.value(used++)));
        i++;
      } else {
        formatted.append(character);
      }
    }
    if (used != arguments.count()) {
      throw arguments.wrong("there are more arguments than placeholders in the template");
    }
    return formatted.toString();
  }

  private static String shown(JsonNode value) {
    return value.isTextual() ? value.textValue() : JsonText.write(value);
  }

  /** Every character of the second argument separates, and empty parts vanish, as AWS does. */
  static ArrayNode split(String text, String separators) {
    ArrayNode parts = JsonText.array();
    if (separators.isEmpty()) {
      return parts.add(text);
    }
    StringTokenizer tokens = new StringTokenizer(text, separators);
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }

  static String base64(Arguments arguments) {
    String text = limited(arguments, arguments.text(0));
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String fromBase64(Arguments arguments) {
    String text = limited(arguments, arguments.text(0));
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw arguments.wrong("the argument is not Base64");
    }
  }

  static String hash(Arguments arguments) {
    String algorithm = arguments.text(1);
    if (!ALGORITHMS.contains(algorithm)) {
      throw arguments.wrong("the algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    }
    String data = limited(arguments, shown(arguments.value(0)));
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(data.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String uuid(RandomGenerator random) {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static String limited(Arguments arguments, String text) {
    if (text.length() > MAXIMUM_LENGTH) {
      throw arguments.wrong("the argument is longer than %d characters".formatted(MAXIMUM_LENGTH));
    }
    return text;
  }
}
