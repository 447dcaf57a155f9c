package dev.countersign.mask;

import dev.countersign.bundle.Label;
import dev.countersign.catalogue.Column;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands in place of a masked value, as an expression. */
final class Masks {

  private static final Set<String> TEXTS = Set.of("text", "character varying", "bpchar");
  private static final Set<String> DATES =
      Set.of("date", "timestamp with time zone", "timestamp without time zone");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

  /** Beside texts: those of which equal values have one text form. */
  private static final Set<String> HASHED = Set.of("smallint", "integer", "bigint", "uuid");

  private Masks() {}

  /**
   * The expression. But for the masks that disclose it is a constant, which keeps nothing of the
   * value, not even whether there is one. A mask that does not suit the column's type redacts.
   */
  static String expression(Column column, Label label, KeyPlaceholders key) {
    String type = withoutModifier(column.type());
    String name = MaskedTable.quoted(column.name());
    return switch (label.mask()) {
      case REDACT -> constant(type, "***");
      case NULL -> constant(type, Optional.empty());
      case EMAIL -> constant(type, "masked@masked.invalid");
      case PHONE -> constant(type, "+12025550100");
      case CARD_NUMBER -> constant(type, "0000000000000000");
      case IBAN -> constant(type, "DE36000000000000000000");
      case DISCLOSES_LAST_FOUR ->
          TEXTS.contains(type)
              ? "case when pg_catalog.length(%1$s) >= 8 then cast('***' || pg_catalog.right(%1$s, 4) as %2$s) else '***' end"
                  .formatted(name, type)
              : constant(type, Optional.empty());
      case DISCLOSES_YEAR ->
          DATES.contains(type)
              ? "cast(pg_catalog.date_trunc('year', %s) as %s)".formatted(name, type)
              : constant(type, "***");
      case DISCLOSES_THOUSANDS ->
          NUMBERS.contains(type)
              ? "pg_catalog.floor(cast(%s as numeric) / 1000) * 1000".formatted(name)
              : constant(type, "***");
      case DISCLOSES_EQUALITY ->
          TEXTS.contains(type) || HASHED.contains(type)
              ? key.hash(name, label.kind())
              : constant(type, "***");
    };
  }

  private static String constant(String type, String text) {
    return constant(type, TEXTS.contains(type) ? Optional.of(text) : Optional.empty());
  }

  private static String constant(String type, Optional<String> text) {
    String value = text.map(shown -> "'" + shown + "'").orElse("null");
    String name = BuiltInTypes.isBuiltIn(type) ? type : "text";
    return "cast(" + value + " as " + name + ")";
  }

  /** The type without its length or precision, which a mask need not keep. */
  private static String withoutModifier(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "");
    return plain.equals("character") ? "bpchar" : plain;
  }
}
