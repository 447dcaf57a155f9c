package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.Credentials;
import dev.countersign.execute.Secrets;
import dev.countersign.operation.ConnectionName;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database of {@link TestPostgresql}, dropped when it is closed.
 *
 * @param port the server's port on 127.0.0.1
 * @param name the database's name
 */
public record TestDatabase(int port, String name) implements AutoCloseable {

  /** Limits under which no test waits long. */
  public static final Connection.Limits LIMITS =
      new Connection.Limits(Duration.ofSeconds(10), Duration.ofSeconds(2), 1_000, 1 << 20);

  /** Secrets whose names are the roles: the server trusts them without a password. */
  public static final Secrets SECRETS = role -> new Credentials(role, "not asked for");

  /** A session of this role, beside whatever is under test. */
  public java.sql.Connection open(String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?sslmode=disable", role, "");
  }

  /** The connection to this database that reads and writes as these roles. */
  public Connection connection(String reader, String writer, Connection.Limits limits) {
    return new Connection(
        new ConnectionName("test"),
        "127.0.0.1",
        port,
        name,
        reader,
        writer,
        List.of("public"),
        Connection.Unlabelled.CLEAR,
        limits);
  }

  /** The target behind that connection. */
  public PostgresqlTarget target(String reader, String writer, Connection.Limits limits) {
    return new PostgresqlTarget(connection(reader, writer, limits), SECRETS, Optional.empty());
  }

  /** What a survey finds in it. */
  Catalogue catalogue() {
    try (PostgresqlTarget target =
        target(TestPostgresql.SUPERUSER, TestPostgresql.SUPERUSER, LIMITS)) {
      return target.survey();
    }
  }

  /** Runs statements as the superuser. */
  public void execute(String sql) throws SQLException {
    try (java.sql.Connection connection = open(TestPostgresql.SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What a query gives to the superuser in a session of its own: a text per row. */
  public List<String> ask(String sql) throws SQLException {
    try (java.sql.Connection connection = open(TestPostgresql.SUPERUSER);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> answer = new ArrayList<>();
      while (rows.next()) {
        answer.add(String.valueOf(rows.getString(1)));
      }
      return answer;
    }
  }

  @Override
  public void close() throws SQLException {
    TestPostgresql.drop(name);
  }
}
