package dev.countersign.setup.labels;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.detect.Detectors;
import dev.countersign.detect.Found;
import dev.countersign.detect.ValueForm;
import dev.countersign.detect.ValueKind;
import dev.countersign.setup.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at the columns of a target's tables, and at a bounded number of values of each: the first
 * rows of a small table, rows of some of its pages of a large one.
 */
final class TargetSample {

  /** How many characters of a value are looked at. */
  private static final int CHARACTERS = 2_000;

  private static final long LARGE = 100_000;
  private static final int OVERSAMPLING = 20;

  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, greatest(c.reltuples, 0)::bigint AS rows, a.attname,
        format_type(a.atttypid, a.atttypmod) AS type,
        has_column_privilege(c.oid, a.attnum, 'SELECT')
          AND has_schema_privilege(n.oid, 'USAGE') AS readable
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
        AND a.attnum > 0 AND NOT a.attisdropped
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'
        AND (cardinality(?::text[]) = 0 OR n.nspname = ANY (?::text[]))
      ORDER BY n.nspname, c.relname, a.attnum
      """;

  private final Connection connection;
  private final int rows;

  /**
   * A sample through this session.
   *
   * @param rows how many rows of each table are looked at, at the most
   */
  TargetSample(Connection connection, int rows) {
    this.connection = connection;
    this.rows = rows;
  }

  /** A column before anything was looked at, and about how many rows its table has. */
  private record Listed(ColumnName column, String type, boolean readable, long tableRows) {

    boolean isSearched() {
      return readable && ValueForm.of(type) != ValueForm.NONE;
    }
  }

  /**
   * Every column of the tables of these schemas; of all schemas if none is named.
   *
   * @throws SQLException if the catalogue cannot be read
   */
  List<SampledColumn> columns(List<String> schemas) throws SQLException {
    Map<RelationName, List<Listed>> tables = new LinkedHashMap<>();
    String[] names = schemas.toArray(String[]::new);
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setArray(1, connection.createArrayOf("text", names));
      query.setArray(2, connection.createArrayOf("text", names));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          RelationName table = new RelationName(row.getString(1), row.getString(2));
          tables
              .computeIfAbsent(table, name -> new ArrayList<>())
              .add(
                  new Listed(
                      new ColumnName(table, row.getString(4)),
                      row.getString(5),
                      row.getBoolean(6),
                      row.getLong(3)));
        }
      }
    }
    List<SampledColumn> sampled = new ArrayList<>();
    for (Map.Entry<RelationName, List<Listed>> table : tables.entrySet()) {
      sampled.addAll(look(table.getKey(), table.getValue()));
    }
    return sampled;
  }

  private List<SampledColumn> look(RelationName table, List<Listed> columns) throws SQLException {
    List<Listed> searched = columns.stream().filter(Listed::isSearched).toList();
    Map<ColumnName, SampledColumn> found = new LinkedHashMap<>();
    for (Listed column : columns) {
      found.put(column.column(), unseen(column, column.readable()));
    }
    if (!searched.isEmpty()) {
      Savepoint before = connection.setSavepoint();
      try {
        lookAtValues(table, searched, found);
      } catch (SQLException e) {
        // A table that is locked, slow or guarded is judged by its names.
        connection.rollback(before);
        searched.forEach(column -> found.put(column.column(), unseen(column, false)));
      }
    }
    return List.copyOf(found.values());
  }

  private static SampledColumn unseen(Listed column, boolean readable) {
    return new SampledColumn(column.column(), column.type(), readable, 0, new TreeMap<>());
  }

  private void lookAtValues(
      RelationName table, List<Listed> columns, Map<ColumnName, SampledColumn> found)
      throws SQLException {
    int[] sampled = new int[columns.size()];
    List<SortedMap<ValueKind, Integer>> recognised = new ArrayList<>();
    columns.forEach(column -> recognised.add(new TreeMap<>()));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query(table, columns))) {
      while (row.next()) {
        for (int index = 0; index < columns.size(); index++) {
          String value = row.getString(index + 1);
          if (value != null && !value.isBlank()) {
            sampled[index]++;
            SortedMap<ValueKind, Integer> counts = recognised.get(index);
            kinds(value).forEach(kind -> counts.merge(kind, 1, Integer::sum));
          }
        }
      }
    }
    for (int index = 0; index < columns.size(); index++) {
      Listed column = columns.get(index);
      found.put(
          column.column(),
          new SampledColumn(
              column.column(), column.type(), true, sampled[index], recognised.get(index)));
    }
  }

  private static Set<ValueKind> kinds(String value) {
    Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    Detectors.find(value).stream().map(Found::kind).forEach(kinds::add);
    return kinds;
  }

  private String query(RelationName table, List<Listed> columns) {
    List<String> items =
        columns.stream()
            .map(column ->
                "left("
                    + Identifiers.quoted(column.column().name())
                    + "::text, "
                    + CHARACTERS
                    + ")")
            .toList();
    long known = columns.getFirst().tableRows();
    String pages =
        known > LARGE
            ? " TABLESAMPLE SYSTEM (%s)"
                .formatted(Math.min(100.0, 100.0 * OVERSAMPLING * rows / known))
            : "";
    return "SELECT "
        + String.join(", ", items)
        + " FROM "
        + Identifiers.quoted(table)
        + pages
        + " LIMIT "
        + rows;
  }
}
