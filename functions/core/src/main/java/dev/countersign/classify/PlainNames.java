package dev.countersign.classify;

import java.util.List;

/** Names of relations in string literals, where they are plain enough to be sure of. */
final class PlainNames {

  private PlainNames() {}

  /** Whether it is {@code 'name'} or {@code 'schema.name'} in lower-case ASCII. */
  static boolean isQuotedName(String literal) {
    if (literal.length() < 3 || literal.charAt(0) != '\'' || !literal.endsWith("'")) {
      return false;
    }
    List<String> parts = parts(literal.substring(1, literal.length() - 1));
    return parts.size() <= 2 && parts.stream().allMatch(PlainNames::isPlain);
  }

  static List<String> parts(String name) {
    return List.of(name.split("\\.", -1));
  }

  private static boolean isPlain(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !part.isEmpty() && part.length() < 64;
  }
}
