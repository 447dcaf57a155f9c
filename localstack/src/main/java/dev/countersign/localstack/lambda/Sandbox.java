package dev.countersign.localstack.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place for one process of a function: starts it at the first event, and again whenever it died,
 * later and later while it keeps dying. It takes one event at a time; its owner sees to that.
 */
final class Sandbox implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final FunctionDefinition function;
  private final Path root;
  private final RuntimeClient client;
  private final Path log;

  private volatile @Nullable RuntimeProcess current;
  private volatile boolean closed;
  private final AtomicInteger deathsInARow = new AtomicInteger();

  Sandbox(FunctionDefinition function, Path root, RuntimeClient client, Path log) {
    this.function = function;
    this.root = root;
    this.client = client;
    this.log = log;
  }

  /** Runs one event, in a new process if there is none. */
  Outcome invoke(Invocation invocation) throws InterruptedException {
    RuntimeProcess process = running();
    Optional<Payload> failure = process.awaitInitialised(invocation.requestId());
    if (failure.isPresent()) {
      deathsInARow.incrementAndGet();
      process.close();
      return new Outcome.Failed(failure.get());
    }
    Outcome outcome = process.invoke(invocation, function.timeout());
    if (process.isAlive()) {
      deathsInARow.set(0);
    }
    return outcome;
  }

  /** Starts the process, if there is none, and waits until its handler is loaded or failed. */
  void warm() throws InterruptedException {
    running().awaitInitialised("warm");
  }

  Optional<Long> pid() {
    RuntimeProcess process = current;
    return process == null || !process.isAlive() ? Optional.empty() : Optional.of(process.pid());
  }

  @Override
  public void close() {
    closed = true;
    RuntimeProcess process = current;
    if (process != null) {
      process.close();
    }
  }

  private synchronized RuntimeProcess running() throws InterruptedException {
    RuntimeProcess process = current;
    if (process != null && process.isAlive()) {
      return process;
    }
    if (process != null) {
      process.close();
    }
    Thread.sleep(pause());
    RuntimeProcess started = start();
    current = started;
    if (closed) {
      started.close();
    }
    return started;
  }

  private RuntimeProcess start() {
    try {
      RuntimeProcess started = RuntimeProcess.start(function, root, client, log);
      Thread.startVirtualThread(() -> {
        started.exited().join();
        died(started);
      });
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("a process of " + function.name() + " did not start", e);
    }
  }

  /**
   * A process that had served events is replaced at once; one that never could waits for the next.
   */
  private void died(RuntimeProcess process) {
    if (closed || !process.isInitialised()) {
      return;
    }
    deathsInARow.incrementAndGet();
    try {
      running();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause() {
    int deaths = deathsInARow.get();
    if (deaths <= 1) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofMillis(100L << Math.min(deaths - 2, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
