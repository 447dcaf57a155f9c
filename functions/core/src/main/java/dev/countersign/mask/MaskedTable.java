package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The derived table that stands in place of a relation with masked columns. */
final class MaskedTable {

  /** What stands in place of a masked text. */
  static final String TEXT_MASK = "***";

  private static final Set<String> TEXTS = Set.of("text", "character varying", "bpchar");

  private MaskedTable() {}

  /**
   * The query of the derived table: every column in the catalogue's order, masked where it must be.
   */
  static String query(Relation relation, Known known, boolean only, String sample) {
    List<String> items =
        relation.columns().stream()
            .map(
                column -> known.isMasked(relation, column) ? masked(column) : quoted(column.name()))
            .toList();
    return "(select "
        + items.stream().collect(Collectors.joining(", "))
        + " from "
        + (only ? "only " : "")
        + qualified(relation)
        + (sample.isEmpty() ? "" : " " + sample)
        + ")";
  }

  /** A constant: it keeps nothing of the value, not even whether there is one. */
  private static String masked(Column column) {
    String type = withoutModifier(column.type());
    String value = TEXTS.contains(type) ? "'" + TEXT_MASK + "'" : "null";
    String name = BuiltInTypes.isBuiltIn(type) ? type : "text";
    return "cast(" + value + " as " + name + ") as " + quoted(column.name());
  }

  /** The type without its length or precision, which a mask need not keep. */
  private static String withoutModifier(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "");
    return plain.equals("character") ? "bpchar" : plain;
  }

  static String qualified(Relation relation) {
    return quoted(relation.name().schema()) + "." + quoted(relation.name().name());
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
