package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

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

  /**
   * What this write answers and leaves behind, each a response of its own; it is taken back.
   *
   * @param looks what is asked afterwards
   */
  List<Response> write(String text, List<String> looks) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path = 'public'");
      statement.setEscapeProcessing(false);
      List<Response> responses = new ArrayList<>();
      responses.add(answer(statement, text));
      for (String look : responses.getFirst().succeeded() ? looks : List.<String>of()) {
        responses.add(answer(statement, look));
      }
      return responses;
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
        columns.add(about.getColumnLabel(column) + " " + type(about, column));
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

  /** The driver looks up the default of a base column, and then calls an integer a serial. */
  private static String type(ResultSetMetaData about, int column) throws SQLException {
    String name = about.getColumnTypeName(column);
    return name.equals("serial") ? "int4" : name;
  }

  /** Changes what it holds. */
  void change(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
      statement.execute("analyze");
      connection.commit();
    }
  }

  /** What a survey finds in it. */
  Catalogue catalogue() throws SQLException {
    connection.setAutoCommit(true);
    try {
      return new PostgresqlSurvey(connection).catalogue(List.of("public"));
    } finally {
      connection.setAutoCommit(false);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
