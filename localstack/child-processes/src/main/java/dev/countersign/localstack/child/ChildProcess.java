package dev.countersign.localstack.child;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running Java process. It starts with an empty environment but for the path, writes what it
 * prints to its log, tells by a line that it is ready, and ends at the latest when this process
 * does. It ignores the terminal's interrupt, so that whoever started several ends them in order.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final JavaCommand command;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private volatile boolean ending;

  private ChildProcess(JavaCommand command, Process process) {
    this.name = command.name();
    this.command = command;
    this.process = process;
  }

  /**
   * Starts a command; the line that begins with {@code readyPrefix} tells that it is ready.
   *
   * @throws IOException if the process or its log could not be made
   */
  public static ChildProcess start(JavaCommand command, String readyPrefix) throws IOException {
    Files.createDirectories(command.log().toAbsolutePath().getParent());
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    words.addAll(command.words());
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LANG", "C.UTF-8");
    ChildProcess child = new ChildProcess(command, builder.start());
    // Not a virtual thread: reading from a pipe holds its carrier, and a few children would hold
    // all.
    Thread.ofPlatform()
        .daemon()
        .name(command.name() + "-log")
        .start(() -> child.copyOutput(readyPrefix));
    return child;
  }

  /**
   * Waits until the process said that it is ready, and answers the rest of the line that said so.
   *
   * @throws IOException if it ended, or took longer than {@code limit}; it is stopped then
   */
  public String awaitReady(Duration limit) throws IOException, InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      throw new IOException(
          name + " was not ready after " + limit.toSeconds() + " s: see " + command.log(), e);
    } catch (ExecutionException e) {
      close();
      throw new IOException(name + " ended before it was ready: see " + command.log(), e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks the process to end and, if it does not within seconds, ends it. */
  @Override
  public void close() {
    ending = true;
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput(String readyPrefix) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter log =
            Files.newBufferedWriter(
                command.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        log.write(line);
        log.newLine();
        log.flush();
        if (line.startsWith(readyPrefix)) {
          ready.complete(line.substring(readyPrefix.length()).strip());
        }
      }
      ready.completeExceptionally(new IOException("its output ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
      // Asking a process to end closes what it prints: that is no fault.
      if (!ending) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
