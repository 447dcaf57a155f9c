package dev.countersign.localstack.lambda;

import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Lambda of the local cloud: unpacks every function's zip, runs it in processes of its own, and
 * answers Invoke on 127.0.0.1. Everything it starts ends with it.
 */
public final class FunctionHost implements AutoCloseable {

  /** The line that tells that the host is ready begins with this. */
  public static final String READY_PREFIX = "lambda listening on ";

  private static final String HELP =
      """
      Runs packaged functions and answers Lambda's Invoke on 127.0.0.1.

        --functions FILE   the functions, as JSON: a list of objects with name, zip, handler,
                           environment, memoryMegabytes, timeoutSeconds, processes, jvmFlags
        --directory DIR    where packages are unpacked and logs are kept (DIR/logs/NAME.log)
        --port N           the port; 0, the default, means any free one
        --warm             start every process now, not at its first event
        --help             this text
      """;

  private final Map<String, HostedFunction> functions;
  private final LoopbackServer server;

  private FunctionHost(Map<String, HostedFunction> functions, LoopbackServer server) {
    this.functions = functions;
    this.server = server;
  }

  /** Starts a host whose asynchronous invocations are tried again as Lambda does. */
  public static FunctionHost start(int port, Path directory, List<FunctionDefinition> definitions)
      throws IOException {
    return start(port, directory, definitions, EventQueue.RETRY_DELAYS);
  }

  static FunctionHost start(
      int port, Path directory, List<FunctionDefinition> definitions, List<Duration> retryDelays)
      throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    RuntimeClient client = RuntimeClient.copyTo(root.resolve("runtime"));
    Files.createDirectories(root.resolve("logs"));
    Map<String, HostedFunction> functions = new LinkedHashMap<>();
    for (FunctionDefinition definition : definitions) {
      String name = definition.name();
      FunctionPackage unpacked =
          FunctionPackage.unpack(
              definition.zip().toAbsolutePath(), root.resolve("packages").resolve(name));
      Path log = root.resolve("logs").resolve(name + ".log");
      functions.put(name, new HostedFunction(definition, unpacked, client, log));
    }
    LoopbackServer server =
        LoopbackServer.start(port, new InvokeApi(functions, new EventQueue(retryDelays)));
    return new FunctionHost(functions, server);
  }

  public URI uri() {
    return server.uri();
  }

  /** Starts every process of every function and waits until their handlers are loaded. */
  public void warm() throws InterruptedException {
    for (HostedFunction function : functions.values()) {
      function.warm();
    }
  }

  @Override
  public void close() {
    server.close();
    functions.values().forEach(HostedFunction::close);
  }

  /** Runs a host until the process is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(
            arguments, Set.of("--functions", "--directory", "--port"), Set.of("--warm", "--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    FunctionHost host =
        start(
            options.port("--port"),
            Path.of(options.get("--directory")),
            FunctionsFile.read(Path.of(options.get("--functions"))));
    Runtime.getRuntime().addShutdownHook(new Thread(host::close, "stop"));
    if (options.has("--warm")) {
      host.warm();
    }
    System.out.println(READY_PREFIX + host.uri());
  }
}
