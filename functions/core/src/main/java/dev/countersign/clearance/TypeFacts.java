package dev.countersign.clearance;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the information schema says of a column's type, as far as the type's written form says it.
 *
 * @param dataType its name, {@code ARRAY}, or {@code USER-DEFINED}
 * @param length how many characters or bits it holds at the most
 * @param precision how many digits, in this radix, a number has
 * @param radix 2 or 10
 * @param scale how many of the digits stand behind the point
 * @param fraction how many digits a second is divided into
 * @param schema where the type is
 * @param name the type's name in the catalogue
 */
record TypeFacts(
    String dataType,
    Optional<Integer> length,
    Optional<Integer> precision,
    Optional<Integer> radix,
    Optional<Integer> scale,
    Optional<Integer> fraction,
    String schema,
    String name) {

  private static final Pattern FORM =
      Pattern.compile(
          "([a-z ]+?)(?:\\((\\d{1,9})(?:,(-?\\d{1,9}))?\\))?( with(?:out)? time zone)?");

  /** The names in the catalogue of those types that SQL calls otherwise. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("\"char\"", "char"),
          Map.entry("bigint", "int8"),
          Map.entry("bit varying", "varbit"),
          Map.entry("boolean", "bool"),
          Map.entry("character", "bpchar"),
          Map.entry("character varying", "varchar"),
          Map.entry("double precision", "float8"),
          Map.entry("integer", "int4"),
          Map.entry("real", "float4"),
          Map.entry("smallint", "int2"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("time without time zone", "time"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("timestamp without time zone", "timestamp"));

  private static final Map<String, Integer> BITS =
      Map.of("bigint", 64, "integer", 32, "smallint", 16, "double precision", 53, "real", 24);

  static TypeFacts of(String type) {
    Matcher form = FORM.matcher(type);
    if (type.endsWith("[]")) {
      TypeFacts element = of(type.substring(0, type.length() - 2));
      return named("ARRAY", element.schema(), "_" + element.name());
    }
    int dot = type.indexOf('.');
    if (dot > 0 || !form.matches()) {
      return dot > 0
          ? named("USER-DEFINED", type.substring(0, dot), type.substring(dot + 1))
          : named(type, "pg_catalog", NAMES.getOrDefault(type, type));
    }
    String zone = form.group(4) == null ? "" : form.group(4);
    return builtIn(form.group(1) + zone, number(form.group(2)), number(form.group(3)));
  }

  private static TypeFacts builtIn(String type, Optional<Integer> first, Optional<Integer> second) {
    String name = NAMES.getOrDefault(type, type);
    Optional<Integer> bits = Optional.ofNullable(BITS.get(type));
    boolean decimal = type.equals("numeric");
    boolean text = type.startsWith("character") || type.startsWith("bit");
    boolean time = type.startsWith("time") || type.equals("interval");
    boolean whole = bits.isPresent() && name.startsWith("int");
    return new TypeFacts(
        type,
        text ? first : Optional.empty(),
        decimal ? first : bits,
        decimal ? Optional.of(10) : bits.map(_ -> 2),
        decimal ? second.or(() -> first.map(_ -> 0)) : Optional.of(0).filter(_ -> whole),
        time ? first.or(() -> Optional.of(6)) : Optional.of(0).filter(_ -> type.equals("date")),
        "pg_catalog",
        name);
  }

  private static TypeFacts named(String dataType, String schema, String name) {
    return new TypeFacts(
        dataType,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        schema,
        name);
  }

  private static Optional<Integer> number(String digits) {
    return Optional.ofNullable(digits).map(Integer::valueOf);
  }
}
