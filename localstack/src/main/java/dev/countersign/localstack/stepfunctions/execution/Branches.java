package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs branches at the same time; the first failure ends the others and is the failure of all. */
final class Branches {
  private final Execution execution;

  Branches(Execution execution) {
    this.execution = execution;
  }

  /** A branch that is to run within its own frame. */
  record Run(Frame frame, Body body) {}

  interface Body {
    JsonNode run() throws InterruptedException;
  }

  /** The outputs in the order of the branches. */
  List<JsonNode> all(List<Run> runs, int most) throws InterruptedException {
    if (most == 1) {
      List<JsonNode> outputs = new ArrayList<>();
      for (Run run : runs) {
        outputs.add(run.body().run());
      }
      return outputs;
    }
    return together(runs, most);
  }

  private List<JsonNode> together(List<Run> runs, int most) throws InterruptedException {
    Semaphore room = new Semaphore(most);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<JsonNode> completions = new ExecutorCompletionService<>(threads);
      List<Future<JsonNode>> futures = new ArrayList<>();
      for (Run run : runs) {
        futures.add(
            completions.submit(() -> {
              room.acquire();
              try {
                return run.body().run();
              } finally {
                room.release();
              }
            }));
      }
      try {
        for (int i = 0; i < runs.size(); i++) {
          completions.take().get();
        }
      } catch (ExecutionException first) {
        throw unwrapped(first.getCause());
      } finally {
        // Reached with branches still running only after a failure or an interruption.
        runs.forEach(run -> execution.end(run.frame()));
        threads.shutdownNow();
      }
      return futures.stream().map(Future::resultNow).toList();
    }
  }

  private static RuntimeException unwrapped(@Nullable Throwable cause) throws InterruptedException {
    return switch (cause) {
      case StateFailure failure -> failure;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException runtime -> runtime;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
