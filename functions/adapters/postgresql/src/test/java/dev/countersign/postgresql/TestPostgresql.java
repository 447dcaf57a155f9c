package dev.countersign.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server for tests on 127.0.0.1, started once per test JVM and ended with it. Each
 * call gives a database of its own, copied from a template that is set up once per script. The
 * server trusts every role on loopback.
 */
public final class TestPostgresql {

  /** The role that may do anything. */
  public static final String SUPERUSER = "postgres";

  private static final Map<String, String> TEMPLATES = new HashMap<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestPostgresql() {}

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1,127.0.0.2")
            .setServerConfig("max_connections", "40")
            .setServerConfig("shared_buffers", "32MB")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A database that this role owns and in which it has run this script. */
  public static synchronized TestDatabase fresh(String owner, String script) throws SQLException {
    String template = TEMPLATES.get(owner + "\n" + script);
    if (template == null) {
      template = "template_" + NUMBER.incrementAndGet();
      role(owner);
      create(template, "template0", owner);
      try (Connection connection = database(template).open(owner);
          Statement statement = connection.createStatement()) {
        statement.execute(script);
      }
      TEMPLATES.put(owner + "\n" + script, template);
    }
    String name = "test_" + NUMBER.incrementAndGet();
    create(name, template, owner);
    return database(name);
  }

  /** Makes sure that there is a login role of this name. */
  public static synchronized void role(String name) throws SQLException {
    execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
            CREATE ROLE "%1$s" LOGIN;
          END IF;
        END $$\
        """
            .formatted(name));
  }

  /** Removes a database and ends whoever is connected to it. */
  static void drop(String database) throws SQLException {
    execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }

  private static void create(String name, String template, String owner) throws SQLException {
    execute("CREATE DATABASE %s TEMPLATE %s OWNER \"%s\"".formatted(name, template, owner));
  }

  private static TestDatabase database(String name) {
    return new TestDatabase(Running.SERVER.getPort(), name);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database("postgres").open(SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
