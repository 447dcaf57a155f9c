package dev.countersign.clearance;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of constants as SQL writes them. */
final class ConstantRows {

  private ConstantRows() {}

  /** A table of these rows, under this name with names for its columns. */
  static String aliased(String alias, String rows) {
    return "(values " + rows + ") as " + alias;
  }

  static String row(String... values) {
    return List.of(values).stream().collect(Collectors.joining(",", "(", ")"));
  }

  /** Backslashes stand for themselves: the session has {@code standard_conforming_strings} on. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
