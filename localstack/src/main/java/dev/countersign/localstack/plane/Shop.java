package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.secretsmanager.SecretsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shop's database as it runs, for looking at it from outside the plane. */
public final class Shop {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final JsonNode document;

  private Shop(JsonNode document) {
    this.document = document;
  }

  static Shop await(ChildProcess process, Path passwords) throws IOException, InterruptedException {
    process.awaitReady(START_LIMIT);
    return new Shop(new ObjectMapper().readTree(passwords.toFile()));
  }

  /** The port of its server. */
  public int port() {
    return document.path("port").asInt();
  }

  String database() {
    return document.path("database").asText();
  }

  /** The secrets of the connection, which only execution may read. */
  SecretsFile secrets(String reader) {
    return new SecretsFile(
        Map.of(
            "countersign/target/orders/read", document.path("read").toString(),
            "countersign/target/orders/write", document.path("write").toString()),
        Map.of(reader, List.of("countersign/target/*")));
  }

  /** The one number that this query gives. */
  public long count(String query) {
    return Long.parseLong(text(query));
  }

  /** The one text that this query gives. */
  public String text(String query) {
    return text(database(), query);
  }

  /** A session of the server's own superuser on one of its databases. */
  Connection open(String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + name, "postgres", "postgres");
  }

  /** A session of the role with which execution reads. */
  public Connection openAsReader() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database(),
        document.path("read").path("username").asText(),
        document.path("read").path("password").asText());
  }

  /** The one text that this query gives on one of the server's databases. */
  String text(String name, String query) {
    try (Connection connection = open(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the shop does not answer", e);
    }
  }

  /** Does this on the shop's database, as the server's own superuser. */
  public void execute(String sql) {
    try (Connection connection = open(database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the shop does not answer", e);
    }
  }

  /** The first column of every row that this query gives. */
  public List<String> texts(String query) {
    try (Connection connection = open(database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException("the shop does not answer", e);
    }
  }
}
