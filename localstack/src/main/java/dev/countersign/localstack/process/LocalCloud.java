package dev.countersign.localstack.process;

import dev.countersign.localstack.apigateway.ApiGateway;
import dev.countersign.localstack.apigateway.RoutesFile;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.localstack.lambda.FunctionDefinition;
import dev.countersign.localstack.lambda.FunctionHost;
import dev.countersign.localstack.lambda.FunctionsFile;
import dev.countersign.localstack.s3.S3Server;
import dev.countersign.localstack.stepfunctions.StepFunctionsServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final List<String> SMALL =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  /** A process under way, how to end it, and how to start it again as it was. */
  private record Started(String name, long pid, AutoCloseable process, Start again) {}

  private interface Start {
    Started now() throws IOException, InterruptedException;
  }

  private final Path directory;
  private final Consumer<String> progress;
  private final List<Started> started = new ArrayList<>();
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final Thread hook = new Thread(this::stopAll, "stop-local-cloud");
  private final Endpoints endpoints;

  private LocalCloud(Stores stores, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.directory = stores.directory().toAbsolutePath().normalize();
    this.progress = progress;
    Files.createDirectories(directory);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      this.endpoints =
          new Endpoints(
              startDynamoDb(stores),
              reserved(0),
              reserved(0),
              reserved(0),
              reserved(0),
              reserved(0),
              reserved(stores.apiPort()));
      startSecretsAndMail(stores);
      startS3(stores);
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
   * Starts the workflow service, the functions with all their processes, the API before them, and
   * the schedules.
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
    startFunctionHost(functions);
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
    plane.schedules().forEach(this::follow);
  }

  private synchronized void follow(Schedule schedule) {
    schedulers.add(new Scheduler(schedule, endpoints.lambda()));
    progress.accept(
        "`%s` gets an event every %d s"
            .formatted(schedule.function(), schedule.period().toSeconds()));
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** The names and process ids of what was started, in that order. */
  public synchronized Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    started.forEach(one -> processes.put(one.name(), one.pid()));
    return processes;
  }

  /**
   * Starts a process again as it was, on the same port and with the same state on its disk, and
   * waits until it is ready. The process before it is ended if it still runs.
   */
  public synchronized void restart(String name) throws IOException, InterruptedException {
    for (int at = 0; at < started.size(); at++) {
      Started before = started.get(at);
      if (before.name().equals(name)) {
        end(before);
        started.set(at, before.again().now());
        return;
      }
    }
    throw new IllegalArgumentException("there is no process `" + name + "`");
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
    remember(started(local));
    tell("dynamodb", local.endpoint().toString(), from);
    return local.endpoint();
  }

  private static Started started(DynamoDbLocal local) {
    return new Started("dynamodb", local.pid(), local, () -> started(local.restarted()));
  }

  private void startSecretsAndMail(Stores stores) throws IOException, InterruptedException {
    Path secrets = directory.resolve("secrets.json");
    stores.secrets().write(secrets);
    startService(
        "secretsmanager and mail",
        SecretsAndMail.class,
        SecretsAndMail.READY_PREFIX,
        "--secrets-port",
        port(endpoints.secretsManager()),
        "--mail-port",
        port(endpoints.mail()),
        "--secrets",
        secrets.toString(),
        "--senders",
        String.join(",", stores.verifiedSenders()));
  }

  private void startS3(Stores stores) throws IOException, InterruptedException {
    startService(
        "s3",
        S3Server.class,
        S3Server.READY_PREFIX,
        "--port",
        port(endpoints.s3()),
        "--directory",
        directory.resolve("s3").toString(),
        "--bucket",
        stores.results().bucket(),
        "--writers",
        String.join(",", stores.results().writers()),
        "--readers",
        String.join(",", stores.results().readers()));
  }

  /** Started again, it is ready at once, and its functions start at their first event. */
  private void startFunctionHost(Path functions) throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "--port",
            port(endpoints.lambda()),
            "--directory",
            directory.resolve("lambda").toString(),
            "--functions",
            functions.toString());
    List<String> warm = new ArrayList<>(arguments);
    warm.add("--warm");
    JavaCommand again = command("lambda", FunctionHost.class, arguments);
    Started host = start(command("lambda", FunctionHost.class, warm), FunctionHost.READY_PREFIX);
    remember(
        new Started(
            host.name(),
            host.pid(),
            host.process(),
            () -> start(again, FunctionHost.READY_PREFIX)));
  }

  private void startService(String name, Class<?> main, String readyPrefix, String... arguments)
      throws IOException, InterruptedException {
    remember(start(command(name, main, List.of(arguments)), readyPrefix));
  }

  private JavaCommand command(String name, Class<?> main, List<String> arguments) {
    return new JavaCommand(
        name,
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
        SMALL,
        main.getName(),
        arguments,
        log(name.replace(' ', '-')));
  }

  private Started start(JavaCommand command, String readyPrefix)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    ChildProcess process = ChildProcess.start(command, readyPrefix);
    tell(command.name(), process.awaitReady(START_LIMIT), from);
    return new Started(command.name(), process.pid(), process, () -> start(command, readyPrefix));
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
    started.add(process);
  }

  private synchronized void stopAll() {
    while (!schedulers.isEmpty()) {
      schedulers.removeLast().close();
    }
    while (!started.isEmpty()) {
      end(started.removeLast());
    }
  }

  private void end(Started one) {
    try {
      one.process().close();
      progress.accept(one.name() + " stopped");
    } catch (Exception e) {
      // The others must end all the same.
      progress.accept(one.name() + " did not stop: " + e.getMessage());
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
