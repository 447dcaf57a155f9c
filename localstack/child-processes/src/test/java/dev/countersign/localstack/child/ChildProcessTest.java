package dev.countersign.localstack.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {

  @TempDir Path folder;

  /** Says that it is ready and waits for ever. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("ready as " + String.join(",", arguments));
      Thread.currentThread().join();
    }
  }

  /** Starts a child of its own, tells the child's process id and waits for ever. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      ChildProcess child =
          ChildProcess.start(command(Waiting.class, Path.of(arguments[0])), "ready");
      child.awaitReady(Duration.ofSeconds(30));
      System.out.println("ready " + child.pid());
      Thread.currentThread().join();
    }
  }

  /** Fails at once. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
      System.out.println(Integer.parseInt("no luck"));
    }
  }

  @Test
  void theReadyLineIsHandedOnAndEverythingPrintedIsInTheLog() throws Exception {
    Path log = folder.resolve("waiting.log");
    try (ChildProcess child =
        ChildProcess.start(command(Waiting.class, log, "a", "b"), "ready as ")) {
      assertThat(child.awaitReady(Duration.ofSeconds(30))).isEqualTo("a,b");
    }
    assertThat(Files.readString(log)).contains("ready as a,b");
  }

  @Test
  void closingEndsTheProcess() throws Exception {
    ChildProcess child = ChildProcess.start(command(Waiting.class, folder.resolve("log")), "ready");
    child.awaitReady(Duration.ofSeconds(30));
    child.close();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aProcessThatFailsBeforeItIsReadyIsReportedWithItsLog() throws Exception {
    Path log = folder.resolve("failing.log");
    try (ChildProcess child = ChildProcess.start(command(Failing.class, log), "ready")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(30)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(log.toString());
    }
    assertThat(Files.readString(log)).contains("no luck");
  }

  @Test
  void aChildEndsWhenItsParentIsKilled() throws Exception {
    JavaCommand command =
        command(Parent.class, folder.resolve("parent.log"), folder.resolve("child.log").toString());
    try (ChildProcess parent = ChildProcess.start(command, "ready ")) {
      long pid = Long.parseLong(parent.awaitReady(Duration.ofSeconds(30)));
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      child.onExit().get(10, TimeUnit.SECONDS);
      assertThat(child.isAlive()).isFalse();
    }
  }

  private static JavaCommand command(Class<?> main, Path log, String... arguments) {
    return new JavaCommand(
        main.getSimpleName(),
        List.of(ClassPath.holding(main)),
        List.of("-Xmx32m", "-XX:+UseSerialGC"),
        main.getName(),
        List.of(arguments),
        log);
  }
}
