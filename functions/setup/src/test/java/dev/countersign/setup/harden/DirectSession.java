package dev.countersign.setup.harden;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A session of a role at the database itself, and everything that it is answered. */
final class DirectSession implements AutoCloseable {

  private static final int MOST_RESULTS = 100;

  private final Connection connection;

  private DirectSession(Connection connection) {
    this.connection = connection;
  }

  static DirectSession open(int port, String database, String role) throws SQLException {
    return new DirectSession(
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:"
                + port
                + "/"
                + database
                + "?sslmode=disable&preferQueryMode=simple",
            role,
            ""));
  }

  /** Sends a text as one message: results, errors with all their parts, and notices. */
  List<String> send(String text) throws SQLException {
    List<String> answer = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setQueryTimeout(20);
      try {
        if (text.strip().toLowerCase(Locale.ROOT).startsWith("copy ")
            && text.toLowerCase(Locale.ROOT).contains("stdout")) {
          StringWriter copied = new StringWriter();
          connection.unwrap(PGConnection.class).getCopyAPI().copyOut(text, copied);
          answer.add("copied " + copied);
        } else {
          addResults(statement, statement.execute(text), answer);
        }
      } catch (PSQLException e) {
        ServerErrorMessage server = e.getServerErrorMessage();
        answer.add(
            server == null
                ? "driver " + e.getSQLState()
                : String.join(
                    " | ",
                    String.valueOf(server.getSQLState()),
                    String.valueOf(server.getMessage()),
                    String.valueOf(server.getDetail()),
                    String.valueOf(server.getHint()),
                    String.valueOf(server.getWhere()),
                    String.valueOf(server.getPosition())));
      } catch (IOException e) {
        answer.add("copy ended");
      }
      addWarnings(statement.getWarnings(), answer);
    }
    return answer;
  }

  private static void addResults(Statement statement, boolean first, List<String> answer)
      throws SQLException {
    boolean rows = first;
    for (int count = 0; count < MOST_RESULTS; count++) {
      if (rows) {
        addRows(statement.getResultSet(), answer);
      } else if (statement.getUpdateCount() < 0) {
        return;
      } else {
        answer.add("count " + statement.getUpdateCount());
      }
      rows = statement.getMoreResults();
    }
  }

  private static void addRows(ResultSet result, List<String> answer) throws SQLException {
    ResultSetMetaData about = result.getMetaData();
    StringBuilder head = new StringBuilder("columns");
    for (int column = 1; column <= about.getColumnCount(); column++) {
      head.append(' ')
          .append(about.getColumnLabel(column))
          .append(' ')
          .append(about.getColumnTypeName(column));
    }
    answer.add(head.toString());
    while (result.next()) {
      StringBuilder row = new StringBuilder("row");
      for (int column = 1; column <= about.getColumnCount(); column++) {
        row.append(" | ").append(result.getString(column));
      }
      answer.add(row.toString());
    }
  }

  private static void addWarnings(SQLWarning first, List<String> answer) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      answer.add("notice " + warning.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
