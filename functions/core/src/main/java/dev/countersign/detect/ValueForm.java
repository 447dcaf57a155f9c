package dev.countersign.detect;

import java.util.Locale;
import java.util.Set;

/** How the values of a type are searched. */
public enum ValueForm {
  /** Not at all: nothing that a detector knows can be such a value. */
  NONE,
  /** Whole numbers, which may be card numbers and nothing else. */
  NUMBER,
  /** JSON: what stands outside of its strings comes back as a string. */
  JSON,
  /** Everything else, arrays, rows and types of the target's own among it. */
  TEXT;

  private static final Set<String> WITHOUT_VALUES =
      Set.of(
          "bit",
          "bit varying",
          "boolean",
          "box",
          "bytea",
          "cidr",
          "circle",
          "date",
          "double precision",
          "inet",
          "integer",
          "interval",
          "line",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "oid",
          "path",
          "pg_lsn",
          "point",
          "polygon",
          "real",
          "smallint",
          "time with time zone",
          "time without time zone",
          "timestamp with time zone",
          "timestamp without time zone",
          "uuid");

  private static final Set<String> NUMBERS = Set.of("bigint", "numeric");
  private static final Set<String> JSON_TYPES = Set.of("json", "jsonb");

  /** The form of this type's values, as the target formats its name. */
  public static ValueForm of(String type) {
    String plain = withoutModifiers(type.toLowerCase(Locale.ROOT));
    if (WITHOUT_VALUES.contains(plain)) {
      return NONE;
    }
    if (NUMBERS.contains(plain)) {
      return NUMBER;
    }
    return JSON_TYPES.contains(plain) && !type.endsWith("[]") ? JSON : TEXT;
  }

  /** {@code numeric(10,2)[]} is {@code numeric} here; what is in parentheses may stand within. */
  private static String withoutModifiers(String type) {
    StringBuilder plain = new StringBuilder();
    boolean within = false;
    for (int index = 0; index < type.length(); index++) {
      char character = type.charAt(index);
      within |= character == '(';
      if (!within && character != '[' && character != ']') {
        plain.append(character);
      }
      within &= character != ')';
    }
    return plain.toString().strip();
  }
}
