package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what a database holds from its system catalogues, in one consistent snapshot: everything
 * that is not built in, whether or not the role may read it, since a view may hand it on.
 *
 * <p>Where the catalogues leave a doubt it says more rather than less: a table depends on the
 * tables that inherit from it as on those it inherits from, and whatever depends on a relation that
 * calls routines counts as calling them.
 *
 * <p>Source: PostgreSQL documentation, "System Catalogs".
 */
final class PostgresqlSurvey {

  private final Connection connection;
  private final Map<Long, Found> relations = new LinkedHashMap<>();
  private final Map<Long, RelationName> names = new HashMap<>();
  private final Map<Long, Set<Long>> sources = new HashMap<>();
  private final Set<Long> callers = new HashSet<>();
  private final Map<Long, String> definitions = new HashMap<>();
  private final Map<Long, SortedSet<String>> orderedBy = new HashMap<>();
  private final Map<Long, SortedSet<String>> placedBy = new HashMap<>();
  private final Map<Long, SortedSet<String>> estimatedBy = new HashMap<>();
  private final Map<Long, Map<Long, FoundKey>> keys = new HashMap<>();

  PostgresqlSurvey(Connection connection) {
    this.connection = connection;
  }

  /** A relation as far as it is read. */
  private record Found(
      RelationKind kind, String comment, List<Column> columns, List<String> primaryKey) {

    static Found of(ResultSet row) throws SQLException {
      String comment = Optional.ofNullable(row.getString("comment")).orElse("");
      return new Found(
          kind(row.getString("relkind")), comment, new ArrayList<>(), new ArrayList<>());
    }

    private static RelationKind kind(String relkind) {
      return switch (relkind) {
        case "r" -> RelationKind.TABLE;
        case "p" -> RelationKind.PARTITIONED_TABLE;
        case "v" -> RelationKind.VIEW;
        case "m" -> RelationKind.MATERIALIZED_VIEW;
        case "f" -> RelationKind.FOREIGN_TABLE;
        case "S" -> RelationKind.SEQUENCE;
        default -> throw new IllegalStateException("no kind of relation is `" + relkind + "`");
      };
    }
  }

  /** Reads the row that a result stands at. */
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  Catalogue catalogue(List<String> searchPath) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SurveyQueries.BEGIN);
      readRelations();
      SortedSet<String> types = readNames(SurveyQueries.TYPES, SurveyQueries.CAST_TYPES);
      SortedSet<String> routines = readNames(SurveyQueries.ROUTINES, SurveyQueries.CAST_ROUTINES);
      SortedSet<String> overloads = readNames(SurveyQueries.OVERLOADS);
      overloads.removeAll(readNames(SurveyQueries.CAST_ROUTINES));
      SortedSet<String> operators =
          readNames(SurveyQueries.OPERATORS, SurveyQueries.CAST_OPERATORS);
      PlainSurvey plain = new PlainSurvey();
      read(SurveyQueries.TYPE_PARTS, plain::addType);
      read(SurveyQueries.ROUTINE_BODIES, plain::addRoutine);
      statement.execute("ROLLBACK");
      return plain.complete(
          new Catalogue(
              searchPath,
              relations(),
              types,
              routines,
              overloads,
              operators,
              new TreeSet<>(),
              new TreeSet<>()));
    }
  }

  private void readRelations() throws SQLException {
    read(
        SurveyQueries.RELATIONS,
        row -> {
          relations.put(row.getLong("oid"), Found.of(row));
          names.put(row.getLong("oid"), name(row));
        });
    read(SurveyQueries.COLUMNS, this::addColumn);
    read(SurveyQueries.PRIMARY_KEYS, this::addKeyColumn);
    read(SurveyQueries.KEYS, this::addToKey);
    read(
        SurveyQueries.SOURCES,
        row -> {
          names.put(row.getLong("source"), name(row));
          sources
              .computeIfAbsent(row.getLong("reader"), reader -> new HashSet<>())
              .add(row.getLong("source"));
        });
    read(SurveyQueries.CALLERS, row -> callers.add(row.getLong("oid")));
    read(SurveyQueries.ACTING_ROWS, row -> callers.add(row.getLong("oid")));
    read(
        SurveyQueries.DEFINITIONS,
        row -> definitions.put(row.getLong("oid"), row.getString("definition")));
    read(SurveyQueries.ORDERED_BY, row -> addName(orderedBy, row));
    read(SurveyQueries.PLACED_BY, row -> addName(placedBy, row));
    read(SurveyQueries.ESTIMATED_BY, row -> addName(estimatedBy, row));
  }

  private static void addName(Map<Long, SortedSet<String>> names, ResultSet row)
      throws SQLException {
    names.computeIfAbsent(row.getLong("oid"), oid -> new TreeSet<>()).add(row.getString("attname"));
  }

  private void addColumn(ResultSet row) throws SQLException {
    Found relation = relations.get(row.getLong("oid"));
    if (relation != null) {
      relation
          .columns()
          .add(
              new Column(
                  row.getString("attname"),
                  row.getString("type"),
                  row.getBoolean("nullable"),
                  row.getBoolean("generated"),
                  Optional.ofNullable(row.getString("comment")).orElse("")));
    }
  }

  private void addKeyColumn(ResultSet row) throws SQLException {
    Found relation = relations.get(row.getLong("oid"));
    if (relation != null) {
      relation.primaryKey().add(row.getString("attname"));
    }
  }

  private void addToKey(ResultSet row) throws SQLException {
    keys.computeIfAbsent(row.getLong("oid"), oid -> new LinkedHashMap<>())
        .computeIfAbsent(row.getLong("key"), key -> new FoundKey())
        .add(row);
  }

  private SortedMap<RelationName, Relation> relations() {
    SortedMap<RelationName, Relation> all = new TreeMap<>();
    relations.forEach((oid, found) -> {
      Set<Long> below = below(oid);
      boolean calls = callers.contains(oid) || below.stream().anyMatch(callers::contains);
      SortedSet<RelationName> dependsOn = new TreeSet<>();
      below.forEach(source -> dependsOn.add(name(source)));
      all.put(
          name(oid),
          new Relation(
              name(oid),
              found.kind(),
              found.columns(),
              found.primaryKey(),
              dependsOn,
              calls,
              found.comment(),
              definitions.getOrDefault(oid, ""),
              orderedBy.getOrDefault(oid, new TreeSet<>()),
              placedBy.getOrDefault(oid, new TreeSet<>()),
              estimatedBy.getOrDefault(oid, new TreeSet<>()),
              keys.getOrDefault(oid, new LinkedHashMap<>()).values().stream()
                  .map(FoundKey::complete)
                  .toList()));
    });
    return all;
  }

  /** Everything that is read with this relation, at whatever remove. */
  private Set<Long> below(long oid) {
    Set<Long> reached = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(sources.getOrDefault(oid, Set.of()));
    while (!open.isEmpty()) {
      long next = open.pop();
      if (next != oid && reached.add(next)) {
        open.addAll(sources.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  private RelationName name(long oid) {
    return Objects.requireNonNull(names.get(oid));
  }

  private static RelationName name(ResultSet row) throws SQLException {
    return new RelationName(row.getString("nspname"), row.getString("relname"));
  }

  private SortedSet<String> readNames(String query, String more) throws SQLException {
    SortedSet<String> found = readNames(query);
    found.addAll(readNames(more));
    return found;
  }

  private SortedSet<String> readNames(String query) throws SQLException {
    SortedSet<String> found = new TreeSet<>();
    read(query, row -> found.add(row.getString("name")));
    return found;
  }

  private void read(String query, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
