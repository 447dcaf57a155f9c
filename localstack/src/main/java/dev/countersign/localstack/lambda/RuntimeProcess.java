package dev.countersign.localstack.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One life of one process of a function: AWS's runtime interface client in the unpacked package,
 * with nothing of this process's environment. The client ends by itself when its Runtime API is
 * gone, so it does not outlive this process for long, however this one ends.
 */
final class RuntimeProcess implements AutoCloseable {

  /**
   * AWS gives ten seconds and then tries again within the invocation; here both are one. On a busy
   * machine, on which every process of a host starts at once, each takes long: one that were ended
   * for that would only begin again.
   */
  private static final Duration INITIALISATION_LIMIT = Duration.ofMinutes(2);

  private static final Duration PATIENCE_AFTER_OUTCOME = Duration.ofSeconds(2);

  private final RuntimeApi api;
  private final Process process;
  private final CompletableFuture<Integer> exited;

  private RuntimeProcess(RuntimeApi api, Process process) {
    this.api = api;
    this.process = process;
    this.exited = process.onExit().thenApply(Process::exitValue);
  }

  static RuntimeProcess start(
      FunctionDefinition function, Path root, RuntimeClient client, Path log) throws IOException {
    RuntimeApi api = new RuntimeApi();
    ProcessBuilder builder =
        new ProcessBuilder(words(function, client))
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(FunctionEnvironment.of(function, root, api.address()));
    try {
      return new RuntimeProcess(api, builder.start());
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  private static List<String> words(FunctionDefinition function, RuntimeClient client) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + function.memoryMegabytes() * 4 / 5 + "m");
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED"));
    words.add("-D" + RuntimeClient.NATIVE_LIBRARY_PROPERTY + "=" + client.nativeLibrary());
    words.addAll(function.jvmFlags());
    words.addAll(List.of("-cp", client.classPath(), RuntimeClient.MAIN_CLASS, function.handler()));
    return words;
  }

  /** Waits until the handler is loaded; answers why not, if so. */
  Optional<Payload> awaitInitialised(String requestId) throws InterruptedException {
    CompletableFuture<Optional<Payload>> ended =
        exited.thenApply(status -> Optional.of(exitError(requestId, status)));
    try {
      return api.initialised()
          .applyToEither(ended, result -> result)
          .get(INITIALISATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of(timedOut(requestId, INITIALISATION_LIMIT));
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither initialisation nor exit can fail", e);
    }
  }

  /** Runs one event to its end; the process is killed if that takes longer than {@code timeout}. */
  Outcome invoke(Invocation invocation, Duration timeout) throws InterruptedException {
    String requestId = invocation.requestId();
    CompletableFuture<Outcome> ended =
        exited.thenApply(status -> new Outcome.Failed(exitError(requestId, status)));
    try {
      Outcome outcome =
          api.hand(invocation, timeout)
              .applyToEither(ended, either -> either)
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      awaitIdle();
      return outcome;
    } catch (TimeoutException e) {
      process.destroyForcibly().waitFor();
      return new Outcome.Failed(timedOut(requestId, timeout));
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither outcome nor exit can fail", e);
    }
  }

  /** An event is over when the runtime asks for the next one; a runtime that does not is ended. */
  private void awaitIdle() throws InterruptedException, ExecutionException {
    try {
      api.idle()
          .applyToEither(exited.thenApply(status -> false), asked -> asked)
          .get(PATIENCE_AFTER_OUTCOME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly().waitFor();
    }
  }

  boolean isInitialised() {
    return api.initialised().isDone() && api.initialised().join().isEmpty();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<Integer> exited() {
    return exited;
  }

  /** Ends the process at once, as Lambda ends a sandbox. */
  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }

  private static Payload timedOut(String requestId, Duration limit) {
    return Payload.error(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            limit.toMillis() / 1000.0));
  }

  private static Payload exitError(String requestId, int status) {
    String reason =
        switch (status) {
          case 0 -> "Runtime exited without providing a reason";
          case 128 + 9 -> "Runtime exited with error: signal: killed";
          default -> "Runtime exited with error: exit status " + status;
        };
    return Payload.error("Runtime.ExitError", "RequestId: " + requestId + " Error: " + reason);
  }
}
