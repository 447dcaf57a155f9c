package dev.countersign.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls that do not depend on each other, made at the same time. */
final class AtOnce {

  private AtOnce() {}

  /** The answer to each, in the order of what was asked; the first fault is thrown as it is. */
  static <Q, A> List<A> all(List<Q> questions, Function<Q, A> call) {
    if (questions.size() == 1) {
      return List.of(call.apply(questions.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<A>> answers = new ArrayList<>();
      questions.forEach(question -> answers.add(threads.submit(() -> call.apply(question))));
      List<A> all = new ArrayList<>();
      for (Future<A> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException("a call ended without an answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the store", e);
    }
  }
}
