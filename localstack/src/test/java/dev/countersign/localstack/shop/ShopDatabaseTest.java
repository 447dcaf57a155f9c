package dev.countersign.localstack.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop as a process of its own, as the local cloud starts it, seen through its roles. */
final class ShopDatabaseTest {

  @TempDir static Path folder;

  private static ChildProcess process;
  private static String ready;
  private static JsonNode access;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    process =
        ChildProcess.start(
            new JavaCommand(
                "shop",
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)),
                List.of("-Xmx256m"),
                ShopDatabase.class.getName(),
                List.of(
                    "--directory",
                    folder.resolve("shop").toString(),
                    "--passwords",
                    folder.resolve("access.json").toString()),
                folder.resolve("shop.log")),
            ShopDatabase.READY_PREFIX);
    ready = process.awaitReady(Duration.ofMinutes(2));
    access = new ObjectMapper().readTree(folder.resolve("access.json").toFile());
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  private static Connection open(String role, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + access.get("port").intValue() + "/shop?sslmode=disable",
        role,
        password);
  }

  private static String ask(String duty, String sql) throws SQLException {
    JsonNode credential = access.get(duty);
    try (Connection connection =
            open(credential.get("username").textValue(), credential.get("password").textValue());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      try (ResultSet rows = statement.getResultSet()) {
        return rows != null && rows.next() ? rows.getString(1) : "";
      }
    }
  }

  @Test
  void itSaysWhereItListensAndKeepsItsPasswordsToItsOwner() throws IOException {
    assertThat(ready).isEqualTo("127.0.0.1:" + access.get("port").intValue());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("access.json"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(folder.resolve("shop.log")))
        .doesNotContain(access.get("read").get("password").textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "customers,20000",
    "products,2000",
    "orders,60000",
    "payments,60000",
    "employees,120"
  })
  void theTablesAreAsLargeAsTheyShouldBe(String table, String rows) throws SQLException {
    assertThat(ask("read", "select count(*) from " + table)).isEqualTo(rows);
  }

  @Test
  void whatIsInTheDatabaseIsWhatTheContentIs() throws SQLException {
    assertThat(ask("read", "select full_name || email from customers where id = 4711"))
        .isEqualTo("to be filled");
    assertThat(ask("read", "select count(*) from addresses")).isGreaterThan("20000");
    assertThat(
            ask(
                "read",
                "select count(*) from orders o join order_totals t using (id) where o.total <> t.total"))
        .isEqualTo("0");
    assertThat(ask("read", "select count(*) from contacts")).isEqualTo("20000");
    assertThat(ask("read", "select count(*) > 50 from sales_by_country")).isEqualTo("t");
    assertThat(ask("read", "select attributes ->> 'material' from products where id = 1"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update customers set full_name = 'x'",
        "create table z (a int)",
        "create temp table z (a int)",
        "select lo_create(0)",
        "select pg_sleep(0)",
        "select pg_notify('a', 'b')",
        "select pg_advisory_lock(1)",
        "select query_to_xml('select 1', true, true, '')",
        "select pg_terminate_backend(1)",
        "select nextval('customers_id_seq')",
        "select rolpassword from pg_authid",
      })
  void theRoleForReadsMayNot(String sql) {
    assertThatThrownBy(() -> ask("read", "set transaction_read_only = off; " + sql))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void theRoleForReadsIsReadOnlyByDefault() throws SQLException {
    assertThat(ask("read", "show transaction_read_only")).isEqualTo("on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table z (a int)",
        "create temp table z (a int)",
        "truncate payments",
        "drop table orders",
        "alter table orders add x int",
        "copy orders to program 'true'",
        "select lo_create(0)",
      })
  void theRoleForWritesMayNot(String sql) {
    assertThatThrownBy(() -> ask("write", sql))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void theRoleForWritesMayChangeRowsAndNewOnesAreNumberedOn() throws SQLException {
    assertThat(
            ask(
                "write",
                "insert into products (sku, name, category, price, stock)"
                    + " values ('new', 'new', 'books', 1, 1) returning id"))
        .isEqualTo("2001");
    ask("write", "delete from products where id = 2001");
    assertThat(ask("write", "select pg_sleep(0)")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop_read", "shop_write", "shop_owner"})
  void nobodyConnectsWithoutThePassword(String role) {
    assertThatThrownBy(() -> open(role, "guess").close())
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("28P01");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("mine"), "kept");

    assertThatThrownBy(() -> ShopDatabase.start(0, other).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty");
    assertThat(other.resolve("mine")).hasContent("kept");
  }
}
