package dev.countersign.localstack.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Makes the shop's database on a new server: roles, tables, content, constraints, privileges. */
final class ShopBuild {

  private final EmbeddedPostgres server;

  ShopBuild(EmbeddedPostgres server) {
    this.server = server;
  }

  void build(ShopPasswords passwords) throws SQLException, IOException {
    DataSource administration = server.getPostgresDatabase();
    execute(administration, "CREATE ROLE shop_owner NOLOGIN");
    role(administration, ShopDatabase.READER, passwords.read());
    role(administration, ShopDatabase.WRITER, passwords.write());
    execute(administration, "CREATE DATABASE shop TEMPLATE template0 OWNER shop_owner");
    execute(administration, "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
    try (Connection connection = server.getDatabase("postgres", ShopDatabase.NAME).getConnection();
        Statement statement = connection.createStatement()) {
      // Tables that are made and filled in one transaction need no write-ahead log.
      connection.setAutoCommit(false);
      statement.execute("ALTER SCHEMA public OWNER TO shop_owner");
      statement.execute("SET LOCAL ROLE shop_owner");
      statement.execute(script("tables.sql"));
      for (ShopContent.Table table : ShopContent.tables()) {
        fill(connection, table);
      }
      statement.execute(script("constraints.sql"));
      for (ShopContent.Table table : ShopContent.tables()) {
        continueNumbering(statement, table);
      }
      statement.execute("RESET ROLE");
      statement.execute(script("privileges.sql"));
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("VACUUM ANALYZE");
    }
  }

  /** A role with a password; the server stores its SCRAM verifier only. */
  private static void role(DataSource administration, String name, String password)
      throws SQLException {
    // A utility statement takes no parameters. The password is of the base64url alphabet.
    execute(
        administration,
        "CREATE ROLE " + name + " LOGIN NOINHERIT CONNECTION LIMIT 20 PASSWORD '" + password + "'");
  }

  private static void fill(Connection connection, ShopContent.Table table)
      throws SQLException, IOException {
    String copy =
        "COPY " + table.name() + " (" + String.join(", ", table.columns()) + ") FROM STDIN";
    try (PGCopyOutputStream stream =
        new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy)) {
      CopyText text = new CopyText(stream);
      table.rows().writeTo(text);
      text.flush();
    }
  }

  /** New rows are numbered after those that are there. */
  private static void continueNumbering(Statement statement, ShopContent.Table table)
      throws SQLException {
    if (!table.columns().getFirst().equals("id")) {
      return;
    }
    statement.execute(
        "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), (SELECT max(id) FROM %1$s))"
            .formatted(table.name()));
  }

  static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream script = ShopBuild.class.getResourceAsStream("/shop/" + name)) {
      if (script == null) {
        throw new IOException("the script `" + name + "` is missing");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
