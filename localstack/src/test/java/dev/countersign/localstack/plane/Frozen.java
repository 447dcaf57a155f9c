package dev.countersign.localstack.plane;

import java.io.IOException;

/** A process that takes connections and does nothing, until it is thawed. */
final class Frozen {

  private final long pid;

  private Frozen(long pid) {
    this.pid = pid;
  }

  static Frozen process(long pid) throws IOException, InterruptedException {
    signal("-STOP", pid);
    return new Frozen(pid);
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT", pid);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", name, Long.toString(pid)).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("process " + pid + " took no signal " + name);
    }
  }
}
