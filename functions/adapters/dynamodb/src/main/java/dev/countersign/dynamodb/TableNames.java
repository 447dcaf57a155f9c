package dev.countersign.dynamodb;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names of the tables that a duty knows. A duty is told only of those that it may use; asking
 * for another is a fault of the program, named as such.
 *
 * @param names the names, of the tables that are known
 */
public record TableNames(SortedMap<Table, String> names) {

  public TableNames {
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** The tables. */
  public enum Table {
    EVIDENCE,
    ANSWERS,
    CATALOGUE,
    POLICY,
    APPROVALS,
    OPEN,
    AUDITS;

    /** The environment variable that names the table. */
    public String variable() {
      return "COUNTERSIGN_TABLE_" + name();
    }
  }

  /** The names that these environment variables give. */
  public static TableNames fromEnvironment(Map<String, String> variables) {
    SortedMap<Table, String> names = new TreeMap<>();
    for (Table table : Table.values()) {
      Optional.ofNullable(variables.get(table.variable()))
          .filter(name -> !name.isBlank())
          .ifPresent(name -> names.put(table, name));
    }
    return new TableNames(names);
  }

  /** Every table, under its own name behind this prefix: for the local cloud and for tests. */
  public static TableNames prefixed(String prefix) {
    SortedMap<Table, String> names = new TreeMap<>();
    for (Table table : Table.values()) {
      names.put(table, prefix + table.name().toLowerCase(Locale.ROOT));
    }
    return new TableNames(names);
  }

  /** The name of this table. */
  public String of(Table table) {
    return Optional.ofNullable(names.get(table))
        .orElseThrow(() ->
            new IllegalStateException("environment variable " + table.variable() + " is not set"));
  }
}
