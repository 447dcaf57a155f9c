package dev.countersign.localstack.dynamodb;

import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.ClassPath;
import dev.countersign.localstack.child.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running DynamoDB Local. It listens on a free port of 127.0.0.1, all clients see the same tables
 * whatever their credentials, and it ends with this process. It takes only access key ids of
 * letters and digits.
 */
public final class DynamoDbLocal implements AutoCloseable {

  static final String READY_PREFIX = "dynamodb listening on ";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path libraries;
  private final Path log;
  private final List<String> storage;
  private final ChildProcess process;
  private final URI endpoint;

  private DynamoDbLocal(int port, Path libraries, Path log, List<String> storage)
      throws IOException, InterruptedException {
    this.libraries = libraries;
    this.log = log;
    this.storage = storage;
    this.process = ChildProcess.start(command(port), READY_PREFIX);
    this.endpoint = URI.create(process.awaitReady(START_LIMIT));
  }

  /** For tests: in memory, from the checkout that the build names, logging below {@code target}. */
  public static DynamoDbLocal inMemory() throws IOException, InterruptedException {
    String repository = System.getProperty("countersign.repository");
    if (repository == null) {
      throw new IllegalStateException("the system property countersign.repository is not set");
    }
    return inMemory(librariesIn(Path.of(repository)), Path.of("target", "dynamodb-local.log"));
  }

  /** Starts with no tables; they are gone when it stops. */
  public static DynamoDbLocal inMemory(Path libraries, Path log)
      throws IOException, InterruptedException {
    return start(libraries, log, List.of("-inMemory"));
  }

  /** Starts with the tables found in the folder {@code data}, and keeps them there. */
  public static DynamoDbLocal onDisk(Path libraries, Path data, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    return start(libraries, log, List.of("-dbPath", data.toString()));
  }

  /** Where the build of the repository puts DynamoDB Local's jars. */
  public static Path librariesIn(Path repository) {
    return repository.resolve("localstack/dynamodb-local/target/lib");
  }

  private static DynamoDbLocal start(Path libraries, Path log, List<String> storage)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(libraries)) {
      throw new IOException(
          "no dynamodb local in " + libraries + ": build the module localstack/dynamodb-local");
    }
    return new DynamoDbLocal(0, libraries, log, storage);
  }

  /**
   * Another process in the place of this one, which it ends if need be: on the same port, with the
   * same storage.
   */
  public DynamoDbLocal restarted() throws IOException, InterruptedException {
    close();
    return new DynamoDbLocal(endpoint.getPort(), libraries, log, storage);
  }

  private JavaCommand command(int port) {
    List<String> arguments =
        new ArrayList<>(List.of(Integer.toString(port), "-sharedDb", "-disableTelemetry"));
    arguments.addAll(storage);
    return new JavaCommand(
        "dynamodb",
        List.of(ClassPath.holding(LoopbackLauncher.class), libraries + File.separator + "*"),
        List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:+UseSerialGC"),
        LoopbackLauncher.class.getName(),
        arguments,
        log);
  }

  public URI endpoint() {
    return endpoint;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
