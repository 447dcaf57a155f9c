package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import java.util.Locale;
import java.util.Set;

/** What stands in place of a masked value: a constant of the column's type. */
final class Masks {

  /** What stands in place of a masked text. */
  static final String TEXT = "***";

  private static final Set<String> TEXTS = Set.of("text", "character varying", "bpchar");

  private Masks() {}

  /** A constant: it keeps nothing of the value, not even whether there is one. */
  static String constant(Column column) {
    String type = withoutModifier(column.type());
    String value = TEXTS.contains(type) ? "'" + TEXT + "'" : "null";
    String name = BuiltInTypes.isBuiltIn(type) ? type : "text";
    return "cast(" + value + " as " + name + ")";
  }

  /** The type without its length or precision, which a mask need not keep. */
  private static String withoutModifier(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "");
    return plain.equals("character") ? "bpchar" : plain;
  }
}
