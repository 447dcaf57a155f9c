package dev.countersign.decide;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs what recurses in native code on a stack of 64 MB: an ordinary one can be overrun. */
final class LargeStack {

  private static final long BYTES = 64L << 20;

  private LargeStack() {}

  static <T> T call(Supplier<T> task) {
    FutureTask<T> future = new FutureTask<>(task::get);
    Thread.Builder builder = Thread.ofPlatform().name("cedar").stackSize(BYTES);
    builder.start(future);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading policies", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("policies could not be read", e.getCause());
    }
  }
}
