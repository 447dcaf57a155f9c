package dev.countersign.localstack.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.server.Options;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on 127.0.0.1 with the database of a shop, the same content at each start. It
 * ends with the process that started it, and its data with it. The gateway's two roles connect by
 * password; the server's own superuser, for looking at the shop from outside the plane, may connect
 * from this machine.
 */
public final class ShopDatabase implements AutoCloseable {

  /** The line that tells that the shop is open begins with this; its address follows. */
  public static final String READY_PREFIX = "shop listening on ";

  static final String NAME = "shop";
  static final String READER = "shop_read";
  static final String WRITER = "shop_write";

  private static final String HELP =
      """
      A shop's PostgreSQL to try the plane on, on 127.0.0.1.

        --port N           the port; 0, the default, means any free one
        --directory DIR    an empty folder, where its data is kept while it runs
        --passwords FILE   where the port and the passwords of its roles are written, as JSON
        --help             this text
      """;

  private final EmbeddedPostgres server;
  private final PostmasterGuard guard;
  private final ShopPasswords passwords;

  private ShopDatabase(EmbeddedPostgres server, PostmasterGuard guard, ShopPasswords passwords) {
    this.server = server;
    this.guard = guard;
    this.passwords = passwords;
  }

  /**
   * Starts the server and fills the shop.
   *
   * @param port the port to listen on; 0 for a free one
   * @param directory where its data is kept while it runs: an empty folder, or none yet
   * @throws IOException if the folder holds something, or the server does not start
   */
  public static ShopDatabase start(int port, Path directory) throws IOException {
    Files.createDirectories(directory);
    requireEmpty(directory);
    Path data = directory.toAbsolutePath().resolve("data");
    EmbeddedPostgres server = server(port, data);
    ShopPasswords passwords = ShopPasswords.random();
    try {
      PostmasterGuard guard = PostmasterGuard.over(data);
      try {
        new ShopBuild(server).build(passwords);
        requirePasswords(server, data);
        return new ShopDatabase(server, guard, passwords);
      } catch (SQLException | IOException e) {
        guard.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      server.close();
      throw new IOException("the shop could not be made", e);
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    try (Stream<Path> content = Files.list(directory)) {
      if (content.findAny().isPresent()) {
        throw new IOException("the folder `" + directory + "` is not empty");
      }
    }
  }

  private static EmbeddedPostgres server(int port, Path data) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setRegisterShutdownHook(false)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", "50")
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("wal_level", "minimal")
            .setServerConfig("max_wal_senders", "0")
            .setServerConfig("jit", "off")
            // What the server has acknowledged outlives its process; the library's default is off.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("log_min_error_statement", "panic");
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  /** Until now any role could connect without a password. */
  private static void requirePasswords(EmbeddedPostgres server, Path data)
      throws IOException, SQLException {
    Files.writeString(
        data.resolve("pg_hba.conf"),
        """
        host all postgres 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256
        """);
    ShopBuild.execute(server.getPostgresDatabase(), "SELECT pg_reload_conf()");
  }

  public int port() {
    return server.getPort();
  }

  public ShopPasswords passwords() {
    return passwords;
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    guard.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A session of the server's own superuser. */
  Connection open() throws SQLException {
    return server.getDatabase("postgres", NAME).getConnection();
  }

  /** Writes how to connect, to a file that only its owner may read. */
  void writeAccess(Path file) throws IOException {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("port", port()).put("database", NAME);
    document.putObject("read").put("username", READER).put("password", passwords.read());
    document.putObject("write").put("username", WRITER).put("password", passwords.write());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, document.toPrettyString());
  }

  /** Runs the shop until the process is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments, Set.of("--port", "--directory", "--passwords"), Set.of("--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    Path access = Path.of(options.get("--passwords"));
    ShopDatabase shop = start(options.port("--port"), Path.of(options.get("--directory")));
    Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "shop-close"));
    shop.writeAccess(access);
    System.out.println(READY_PREFIX + "127.0.0.1:" + shop.port());
    Thread.currentThread().join();
  }
}
