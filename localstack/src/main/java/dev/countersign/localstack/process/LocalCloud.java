package dev.countersign.localstack.process;

import dev.countersign.localstack.apigateway.ApiGateway;
import dev.countersign.localstack.apigateway.RoutesFile;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.localstack.lambda.FunctionDefinition;
import dev.countersign.localstack.lambda.FunctionHost;
import dev.countersign.localstack.lambda.FunctionsFile;
import dev.countersign.localstack.stepfunctions.StepFunctionsServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every service of the local cloud, each a process of its own. It starts in two steps: first the
 * stores, so that the caller can make tables and knows every endpoint; then what runs on them. All
 * processes end in reverse order when it is closed or this process is asked to end, and at once
 * when this process is killed.
 */
public final class LocalCloud implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final List<String> SMALL =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  /** A process under way, and how to end it. */
  private record Started(String name, long pid, AutoCloseable process) {}

  private final Path directory;
  private final Consumer<String> progress;
  private final Deque<Started> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stopAll, "stop-local-cloud");
  private final Endpoints endpoints;

  private LocalCloud(Stores stores, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.directory = stores.directory().toAbsolutePath().normalize();
    this.progress = progress;
    Files.createDirectories(directory);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      URI dynamoDb = startDynamoDb(stores);
      String[] secretsAndMail = startSecretsAndMail(stores).split(" ", -1);
      this.endpoints =
          new Endpoints(
              dynamoDb,
              URI.create(secretsAndMail[0]),
              URI.create(secretsAndMail[1]),
              reserved(0),
              reserved(0),
              reserved(stores.apiPort()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the stores, and settles the endpoints of everything else; {@code progress} gets lines.
   */
  public static LocalCloud start(Stores stores, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new LocalCloud(stores, progress);
  }

  /**
   * Starts the workflow service, the functions with all their processes, and the API before them.
   */
  public void run(Plane plane) throws IOException, InterruptedException {
    Path functions = directory.resolve("functions.json");
    FunctionsFile.write(functions, plane.functions().stream().map(this::withEndpoints).toList());
    Path routes = directory.resolve("routes.json");
    RoutesFile.write(routes, plane.routes());
    startService(
        "stepfunctions",
        StepFunctionsServer.class,
        "stepfunctions listening on ",
        "--port",
        port(endpoints.stepFunctions()),
        "--directory",
        directory.resolve("stepfunctions").toString(),
        "--lambda-endpoint",
        endpoints.lambda().toString());
    startService(
        "lambda",
        FunctionHost.class,
        FunctionHost.READY_PREFIX,
        "--port",
        port(endpoints.lambda()),
        "--directory",
        directory.resolve("lambda").toString(),
        "--functions",
        functions.toString(),
        "--warm");
    startService(
        "apigateway",
        ApiGateway.class,
        ApiGateway.READY_PREFIX,
        "--port",
        port(endpoints.api()),
        "--routes",
        routes.toString(),
        "--binary-media-types",
        String.join(",", plane.binaryMediaTypes()),
        "--lambda-endpoint",
        endpoints.lambda().toString());
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** The names and process ids of what was started, in that order. */
  public synchronized Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    started.descendingIterator().forEachRemaining(one -> processes.put(one.name(), one.pid()));
    return processes;
  }

  /** Ends every process, the last one started first. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook stops everything, and this waits for it below.
      progress.accept("stopping");
    }
    stopAll();
  }

  private URI startDynamoDb(Stores stores) throws IOException, InterruptedException {
    long from = System.nanoTime();
    Path log = log("dynamodb");
    DynamoDbLocal local =
        stores.durable()
            ? DynamoDbLocal.onDisk(stores.dynamoDbLibraries(), directory.resolve("dynamodb"), log)
            : DynamoDbLocal.inMemory(stores.dynamoDbLibraries(), log);
    remember(new Started("dynamodb", local.pid(), local));
    tell("dynamodb", local.endpoint().toString(), from);
    return local.endpoint();
  }

  private String startSecretsAndMail(Stores stores) throws IOException, InterruptedException {
    Path secrets = directory.resolve("secrets.json");
    stores.secrets().write(secrets);
    return startService(
        "secretsmanager and mail",
        SecretsAndMail.class,
        SecretsAndMail.READY_PREFIX,
        "--secrets",
        secrets.toString(),
        "--senders",
        String.join(",", stores.verifiedSenders()));
  }

  private String startService(String name, Class<?> main, String readyPrefix, String... arguments)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    ChildProcess process =
        ChildProcess.start(
            new JavaCommand(
                name,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
                SMALL,
                main.getName(),
                List.of(arguments),
                log(name.replace(' ', '-'))),
            readyPrefix);
    remember(new Started(name, process.pid(), process));
    String ready = process.awaitReady(START_LIMIT);
    tell(name, ready, from);
    return ready;
  }

  private FunctionDefinition withEndpoints(FunctionDefinition function) {
    Map<String, String> environment = new LinkedHashMap<>(endpoints.variables());
    environment.putAll(function.environment());
    return new FunctionDefinition(
        function.name(),
        function.zip().toAbsolutePath(),
        function.handler(),
        environment,
        function.memoryMegabytes(),
        function.timeout(),
        function.processes(),
        function.jvmFlags());
  }

  private Path log(String name) {
    return directory.resolve("logs").resolve(name + ".log");
  }

  private void tell(String name, String where, long from) {
    progress.accept(
        "%s ready at %s after %.1f s".formatted(name, where, (System.nanoTime() - from) / 1e9));
  }

  private synchronized void remember(Started process) {
    started.push(process);
  }

  private synchronized void stopAll() {
    while (!started.isEmpty()) {
      Started last = started.pop();
      try {
        last.process().close();
        progress.accept(last.name() + " stopped");
      } catch (Exception e) {
        // The others must end all the same.
        progress.accept(last.name() + " did not stop: " + e.getMessage());
      }
    }
  }

  private static String port(URI endpoint) {
    return Integer.toString(endpoint.getPort());
  }

  /** An endpoint that is known before its service listens: the port was free a moment ago. */
  private static URI reserved(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new IOException("the port " + port + " is taken", e);
    }
  }
}
