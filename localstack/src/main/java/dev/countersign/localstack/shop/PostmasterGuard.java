package dev.countersign.localstack.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small process that stops a PostgreSQL server when this process ends without having done so. It
 * waits for the end of its standard input, which the operating system closes however we die.
 */
final class PostmasterGuard implements AutoCloseable {

  private static final String SCRIPT = "trap '' INT TERM HUP; read -r line; kill -INT \"$1\"";

  private final Process process;

  private PostmasterGuard(Process process) {
    this.process = process;
  }

  /** Guards the server whose data this folder holds. */
  static PostmasterGuard over(Path dataDirectory) throws IOException {
    String pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst().strip();
    return new PostmasterGuard(
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Ends the watch; the server goes on. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
