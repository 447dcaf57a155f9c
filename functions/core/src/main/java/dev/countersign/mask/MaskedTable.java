package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The derived table that stands in place of a relation with masked columns. */
final class MaskedTable {

  /**
   * Holds for each row, and keeps the target from sharing the scan out among several processes,
   * which would give each its part of the rows by where they are stored.
   */
  private static final String BY_ONE_PROCESS = "pg_catalog.pg_my_temp_schema() >= 0";

  /** Keeps conditions of the query around from being moved in, where estimates would tell. */
  private static final String FENCE = " offset 0";

  private MaskedTable() {}

  /**
   * The query of the derived table: every column in the catalogue's order, masked where it must be.
   * Where the order of the stored rows may tell masked values, they are sorted by what is not
   * masked, so that equal rows are all that is left in doubt.
   *
   * @param body the rewritten query of a view that reads masked columns
   */
  static String query(Relation relation, Known known, Optional<ViewBody> body, boolean only) {
    String source =
        body.map(view -> "(" + view.text() + ") as " + quoted(relation.name().name()))
            .orElse((only ? "only " : "") + qualified(relation));
    String items =
        relation.columns().stream()
            .map(column -> item(relation, column, known))
            .collect(Collectors.joining(", "));
    return "(select "
        + items
        + " from "
        + source
        + (known.tellsOrder(relation) ? sorted(relation, known) : "")
        + (known.swaysEstimates(relation) ? FENCE : "")
        + ")";
  }

  private static String item(Relation relation, Column column, Known known) {
    return known.isMasked(relation, column)
        ? Masks.expression(column, known.label(relation, column), known.key())
            + " as "
            + quoted(column.name())
        : quoted(column.name());
  }

  private static String sorted(Relation relation, Known known) {
    List<String> keys = sortKeys(relation, known);
    return " where "
        + BY_ONE_PROCESS
        + (keys.isEmpty() ? "" : " order by " + String.join(", ", keys));
  }

  /** The primary key; or every column as a text, since a tree of tables keeps no key. */
  private static List<String> sortKeys(Relation relation, Known known) {
    List<Column> clear =
        relation.columns().stream().filter(column -> !known.isMasked(relation, column)).toList();
    List<String> names = clear.stream().map(Column::name).toList();
    boolean keyed =
        !relation.primaryKey().isEmpty()
            && relation.dependsOn().isEmpty()
            && names.containsAll(relation.primaryKey());
    return keyed
        ? relation.primaryKey().stream().map(MaskedTable::quoted).toList()
        : names.stream().map(name -> "cast(" + quoted(name) + " as text) collate \"C\"").toList();
  }

  static String qualified(Relation relation) {
    return quoted(relation.name().schema()) + "." + quoted(relation.name().name());
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
