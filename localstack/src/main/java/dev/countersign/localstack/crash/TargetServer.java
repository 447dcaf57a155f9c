package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The target's PostgreSQL server, which is killed with every session of it, as a machine dies, and
 * started again over the same data. It ends with this process.
 */
final class TargetServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Ends with the server, and ends it when our end of its standard input is closed. */
  private static final String GUARDED =
      """
      trap '' INT TERM HUP
      exec 3<&0
      "$@" <&- 3<&- &
      server=$!
      (read -r line <&3; kill -INT $server) &
      reader=$!
      wait $server
      kill -KILL $reader 2> /dev/null
      """;

  private final Shop shop;
  private final Path data;
  private final Path log;
  private final List<Process> guards = new ArrayList<>();
  private List<String> command = List.of();

  /**
   * A server.
   *
   * @param data the folder of its data
   * @param log what the server prints once it was started again
   */
  TargetServer(Shop shop, Path data, Path log) {
    this.shop = shop;
    this.data = data;
    this.log = log;
  }

  /** Kills the server and its sessions by SIGKILL. */
  long kill() throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle server =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("the target's server does not run"));
    command = words(pid);
    List<ProcessHandle> sessions = server.descendants().toList();
    List<ProcessHandle> guarded = guards.stream().flatMap(Process::descendants).toList();
    server.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    guarded.forEach(ProcessHandle::destroyForcibly);
    return pid;
  }

  private static List<String> words(long pid) throws IOException {
    byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
    List<String> words =
        new ArrayList<>(List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1)));
    words.removeLast();
    words.set(0, Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe")).toString());
    return words;
  }

  /** Starts the server again and waits until it answers. */
  void restart() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    do {
      if (Instant.now().isAfter(end)) {
        throw new IOException("the target did not come back: see " + log);
      }
      start();
    } while (!answersBeforeItEnds(end));
  }

  private void start() throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "sh"));
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to be root; the shop starts it in a namespace where it is not, too.
      words.addAll(List.of("unshare", "-U"));
    }
    words.addAll(command);
    guards.add(
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** A server that finds something of the one before still there ends at once. */
  private boolean answersBeforeItEnds(Instant end) throws InterruptedException {
    while (Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
      if (answers()) {
        return true;
      }
      if (!guards.getLast().isAlive()) {
        return false;
      }
    }
    return false;
  }

  private boolean answers() {
    try {
      return shop.count("select 1") == 1;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close() {
    for (Process guard : guards) {
      try {
        guard.getOutputStream().close();
        guard.waitFor();
      } catch (IOException e) {
        guard.destroyForcibly();
      } catch (InterruptedException e) {
        guard.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
