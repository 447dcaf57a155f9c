package dev.countersign.localstack.plane;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.localstack.crash.Markers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plane for all tests of this module, from the packaged functions, with more connections than
 * the shop's: two databases that differ only in masked columns, one for hostile statements, and one
 * that is not there.
 */
final class TestPlane {

  private static @Nullable LocalPlane shared;

  private TestPlane() {}

  /** The plane, started at the first call; it ends with the tests. */
  static synchronized LocalPlane shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** A client of the agent `reporter`. */
  static PlaneClient reporter() throws IOException, InterruptedException {
    return new PlaneClient(shared().api(), shared().cast().agentToken("reporter"));
  }

  private static LocalPlane start() throws IOException, InterruptedException {
    Path repository = WorkingDirectory.repository();
    for (String duty : List.of("intake", "approval", "execution", "audit")) {
      assumeTrue(
          Files.exists(repository.resolve("functions/" + duty + "/target/" + duty + ".zip")),
          "function `" + duty + "` is not packaged: run the build up to the phase verify");
    }
    WorkingDirectory directory = WorkingDirectory.temporary(repository);
    PlaneOptions options =
        PlaneOptions.of(repository, directory.path())
            .withBundle(
                directory.copyOf(
                    repository.resolve("localstack/src/main/bundle"),
                    repository.resolve("localstack/src/main/demo"),
                    repository.resolve("localstack/src/main/crash"),
                    repository.resolve("localstack/src/test/bundle")))
            .withUnsurveyed("nowhere")
            .withPreparation(TestPlane::prepare);
    LocalPlane plane = LocalPlane.start(options, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(plane, directory), "stop-plane"));
    return plane;
  }

  private static void close(LocalPlane plane, WorkingDirectory directory) {
    plane.close();
    try {
      directory.close();
    } catch (IOException e) {
      System.err.println("the plane's directory stays: " + e.getMessage());
    }
  }

  private static void prepare(Shop shop) {
    Markers.createTables(shop);
    createDatabases(shop);
  }

  private static void createDatabases(Shop shop) {
    try {
      for (String database : List.of("evasion_a", "evasion_b", "hostile")) {
        execute(shop, shop.database(), "create database " + database);
      }
      Path evasion = Corpora.folder("masking-evasion");
      for (String half : List.of("a", "b")) {
        execute(shop, "evasion_" + half, Files.readString(evasion.resolve("schema.sql")));
        execute(
            shop, "evasion_" + half, Files.readString(evasion.resolve("data-" + half + ".sql")));
        execute(
            shop, "evasion_" + half, "grant select on all tables in schema public to shop_read");
      }
      // The extension is not in the embedded server; what the corpus does with it is refused by its
      // name.
      String setup =
          Files.readString(Corpora.folder("pg-hostile").resolve("setup.sql"))
              .replace("create extension dblink;", "")
              .replace("to ro;", "to shop_read;");
      execute(shop, "hostile", setup);
      execute(
          shop,
          "hostile",
          "grant usage on schema public to shop_read; grant select on all tables in schema public"
              + " to shop_read");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the databases of the corpora could not be made", e);
    }
  }

  static void execute(Shop shop, String database, String sql) throws SQLException {
    try (Connection connection = shop.open(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
