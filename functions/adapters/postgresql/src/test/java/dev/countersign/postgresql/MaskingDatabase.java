package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A database that an ordinary role owns, and reads as a gateway would. */
final class MaskingDatabase implements AutoCloseable {

  private static final String OWNER = "keeper";

  private final Connection connection;

  private MaskingDatabase(Connection connection) {
    this.connection = connection;
  }

  /** A database of this name, filled by these scripts. */
  static MaskingDatabase create(EmbeddedPostgres server, String name, List<String> scripts)
      throws SQLException {
    try (Connection admin = server.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute(
          "do $$ begin if not exists (select from pg_roles where rolname = '%1$s') then create role"
                  .formatted(OWNER)
              + " %1$s login; end if; end $$".formatted(OWNER));
      statement.execute("create database %s template template0 owner %s".formatted(name, OWNER));
    }
    String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    Connection connection = DriverManager.getConnection(url, OWNER, "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists public authorization " + OWNER);
      for (String script : scripts) {
        statement.execute(script);
      }
      statement.execute("analyze");
    }
    connection.setAutoCommit(false);
    return new MaskingDatabase(connection);
  }

  /**
   * Everything that a statement answers.
   *
   * @param state the SQLSTATE; {@code 00000} where it succeeded
   * @param columns name and type of each column, or the error's message
   * @param rows the rows in their order
   */
  record Response(String state, List<String> columns, List<List<String>> rows) {

    boolean succeeded() {
      return state.equals("00000");
    }

    /** The same without the values of these columns, and the types that their masks have. */
    Response without(SortedSet<Integer> positions) {
      return new Response(
          state, drop(columns, positions), rows.stream().map(row -> drop(row, positions)).toList());
    }

    private static List<String> drop(List<String> values, SortedSet<Integer> positions) {
      List<String> kept = new ArrayList<>();
      for (int position = 0; position < values.size(); position++) {
        if (!positions.contains(position)) {
          kept.add(values.get(position));
        }
      }
      return kept;
    }
  }

  /** What this text answers in a READ ONLY transaction with this search path. */
  Response read(String text, String searchPath) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction read only");
      statement.execute("set local search_path = '" + searchPath + "'");
      statement.execute("set local enable_indexonlyscan = off");
      statement.execute("set local statement_timeout = '20s'");
      statement.setEscapeProcessing(false);
      return answer(statement, text);
    } finally {
      connection.rollback();
    }
  }

  private static Response answer(Statement statement, String text) {
    try {
      if (!statement.execute(text)) {
        return new Response("00000", List.of("count " + statement.getUpdateCount()), List.of());
      }
      ResultSet result = statement.getResultSet();
      ResultSetMetaData about = result.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int column = 1; column <= about.getColumnCount(); column++) {
        columns.add(about.getColumnLabel(column) + " " + about.getColumnTypeName(column));
      }
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns.size(); column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row);
      }
      return new Response("00000", columns, rows);
    } catch (SQLException e) {
      return new Response(
          String.valueOf(e.getSQLState()), List.of(String.valueOf(e.getMessage())), List.of());
    }
  }

  /** The relations of schema public, with those that its views read. */
  Catalogue catalogue() throws SQLException {
    Map<String, Relation> found = new LinkedHashMap<>();
    for (List<String> row :
        read(
                """
                select c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod),
                  (not a.attnotnull)::text, (a.attgenerated <> '')::text
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'S')
                  and a.attnum > 0 and not a.attisdropped
                order by c.oid, a.attnum
                """,
                "")
            .rows()) {
      Relation relation = found.computeIfAbsent(row.get(0), name -> relation(name, row.get(1)));
      List<Column> columns = new ArrayList<>(relation.columns());
      columns.add(
          new Column(
              row.get(2), row.get(3), Boolean.parseBoolean(row.get(4)), row.get(5).equals("true")));
      found.put(row.get(0), with(relation, columns, List.of(), relation.dependsOn()));
    }
    addSources(found);
    addKeys(found);
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    found.values().forEach(relation -> relations.put(relation.name(), relation));
    return new Catalogue(List.of("public"), relations, new TreeSet<>(), names("pg_proc"));
  }

  private void addSources(Map<String, Relation> found) throws SQLException {
    for (List<String> row :
        read(
                """
                select distinct v.relname, t.relname
                from pg_rewrite r join pg_class v on v.oid = r.ev_class
                  join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                  join pg_class t on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
                where v.oid <> t.oid and v.relnamespace = 'public'::regnamespace
                """,
                "")
            .rows()) {
      Relation view = Objects.requireNonNull(found.get(row.get(0)));
      SortedSet<RelationName> below = new TreeSet<>(view.dependsOn());
      below.add(new RelationName("public", row.get(1)));
      found.put(row.get(0), with(view, view.columns(), List.of(), below));
    }
  }

  private void addKeys(Map<String, Relation> found) throws SQLException {
    for (List<String> row :
        read(
                """
                select c.relname, a.attname from pg_index i join pg_class c on c.oid = i.indrelid
                  join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                where i.indisprimary and c.relnamespace = 'public'::regnamespace
                """,
                "")
            .rows()) {
      Relation table = Objects.requireNonNull(found.get(row.get(0)));
      List<String> key = new ArrayList<>(table.primaryKey());
      key.add(row.get(1));
      found.put(row.get(0), with(table, table.columns(), key, table.dependsOn()));
    }
  }

  private SortedSet<String> names(String catalogueTable) throws SQLException {
    SortedSet<String> names = new TreeSet<>();
    read("select proname from " + catalogueTable + " where oid >= 16384", "")
        .rows()
        .forEach(row -> names.add(row.getFirst()));
    return names;
  }

  private static Relation relation(String name, String relkind) {
    RelationKind kind =
        switch (relkind) {
          case "v" -> RelationKind.VIEW;
          case "m" -> RelationKind.MATERIALIZED_VIEW;
          case "S" -> RelationKind.SEQUENCE;
          default -> RelationKind.TABLE;
        };
    return new Relation(
        new RelationName("public", name), kind, List.of(), List.of(), new TreeSet<>(), false, "");
  }

  private static Relation with(
      Relation relation,
      List<Column> columns,
      List<String> key,
      SortedSet<RelationName> dependsOn) {
    return new Relation(relation.name(), relation.kind(), columns, key, dependsOn, false, "");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
