package dev.countersign.localstack.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.server.Options;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The shop's PostgreSQL, on 127.0.0.1: it is filled at each start, with the same rows, and ends
 * with its process. Its roles are the least that the plane needs; their passwords are drawn at each
 * start.
 */
public final class ShopDatabase implements AutoCloseable {

  /** The line that tells that the shop is ready begins with this; its port follows. */
  public static final String READY_PREFIX = "shop listening on ";

  static final String DATABASE = "postgres";
  static final String READER = "shop_read";
  static final String WRITER = "shop_write";

  private static final String HELP =
      """
      A shop's PostgreSQL to try the plane on, on 127.0.0.1.

        --port N           the port; 0, the default, means any free one
        --directory DIR    where its data is kept while it runs
        --passwords FILE   where the port and the passwords of its roles are written, as JSON
        --help             this text
      """;

  private final EmbeddedPostgres postgres;
  private final String readPassword = password();
  private final String writePassword = password();

  private ShopDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts and fills it. */
  public static ShopDatabase start(int port, Path directory) throws IOException, SQLException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.toFile())
            .setCleanDataDirectory(true)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "60");
    if (port != 0) {
      builder.setPort(port);
    }
    ShopDatabase shop = new ShopDatabase(builder.start());
    try {
      shop.fill();
      return shop;
    } catch (IOException | SQLException | RuntimeException e) {
      shop.close();
      throw e;
    }
  }

  int port() {
    return postgres.getPort();
  }

  /** A connection of the server's own superuser, for looking at the shop from outside the plane. */
  Connection open() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private void fill() throws SQLException, IOException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(resource("schema.sql"));
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      ShopRows rows = new ShopRows();
      copy(copy, "customers", rows.customers());
      copy(copy, "addresses", rows.addresses());
      copy(copy, "products", rows.products());
      copy(copy, "employees", rows.employees());
      copy(copy, "orders", rows.orders());
      copy(copy, "order_items", rows.orderItems());
      copy(copy, "payments", rows.payments());
      statement.execute(resource("indexes.sql"));
      createRoles(statement);
    }
  }

  private static void copy(CopyManager copy, String table, String rows)
      throws SQLException, IOException {
    copy.copyIn("copy " + table + " from stdin", new StringReader(rows));
  }

  private void createRoles(Statement statement) throws SQLException {
    statement.execute("revoke all on schema public from public");
    statement.execute("revoke all on database postgres from public");
    for (String role : new String[] {READER, WRITER}) {
      String password = role.equals(READER) ? readPassword : writePassword;
      statement.execute("create role " + role + " login password '" + password + "'");
      statement.execute("grant connect on database postgres to " + role);
      statement.execute("grant usage on schema public to " + role);
      statement.execute("grant select on all tables in schema public to " + role);
    }
    statement.execute("alter role " + READER + " set default_transaction_read_only = on");
    statement.execute(
        "grant insert, update, delete on customers, addresses, products, employees, orders, order_items, payments to "
            + WRITER);
  }

  private void writePasswords(Path file) throws IOException {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("port", port());
    document.put("database", DATABASE);
    document.putObject("read").put("username", READER).put("password", readPassword);
    document.putObject("write").put("username", WRITER).put("password", writePassword);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, document.toPrettyString());
  }

  private static String password() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(ShopDatabase.class.getResourceAsStream("/shop/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs the shop until the process is ended. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    Options options =
        Options.parse(arguments, Set.of("--port", "--directory", "--passwords"), Set.of("--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    ShopDatabase shop = start(options.port("--port"), Path.of(options.get("--directory")));
    Runtime.getRuntime().addShutdownHook(new Thread(shop::closeAtExit, "shop-stop"));
    shop.writePasswords(Path.of(options.get("--passwords")));
    System.out.println(READY_PREFIX + shop.port());
    Thread.currentThread().join();
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("the shop did not stop: " + e.getMessage());
    }
  }
}
