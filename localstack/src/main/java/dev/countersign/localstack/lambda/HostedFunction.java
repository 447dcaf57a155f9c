package dev.countersign.localstack.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A function with its sandboxes: as many events at once as it has processes, and no more. */
final class HostedFunction implements AutoCloseable {

  private final FunctionDefinition definition;
  private final FunctionPackage unpacked;
  private final Path log;
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private final BlockingDeque<Sandbox> idle = new LinkedBlockingDeque<>();
  private final AtomicLong invocations = new AtomicLong();

  HostedFunction(
      FunctionDefinition definition, FunctionPackage unpacked, RuntimeClient client, Path log) {
    this.definition = definition;
    this.unpacked = unpacked;
    this.log = log;
    for (int count = 0; count < definition.processes(); count++) {
      sandboxes.add(new Sandbox(definition, unpacked.root(), client, log));
    }
    idle.addAll(sandboxes);
  }

  /** Runs an event now, or not at all. */
  Outcome invoke(Payload event) throws InterruptedException {
    return run(idle.pollFirst(), event);
  }

  /** Runs an event as soon as a process is free. */
  Outcome invokeWhenFree(Payload event) throws InterruptedException {
    return run(idle.takeFirst(), event);
  }

  private Outcome run(@Nullable Sandbox sandbox, Payload event) throws InterruptedException {
    if (sandbox == null) {
      return new Outcome.Throttled();
    }
    invocations.incrementAndGet();
    try {
      return sandbox.invoke(Invocation.of(definition, event));
    } finally {
      // To the front: a process that is warm is taken before one that was never started.
      idle.addFirst(sandbox);
    }
  }

  /** Starts every process of the function. */
  void warm() throws InterruptedException {
    for (Sandbox sandbox : sandboxes) {
      sandbox.warm();
    }
  }

  FunctionDefinition definition() {
    return definition;
  }

  FunctionPackage unpacked() {
    return unpacked;
  }

  Path log() {
    return log;
  }

  long invocations() {
    return invocations.get();
  }

  List<Long> pids() {
    return sandboxes.stream().map(Sandbox::pid).flatMap(Optional::stream).toList();
  }

  @Override
  public void close() {
    sandboxes.forEach(Sandbox::close);
  }
}
