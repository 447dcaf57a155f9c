package dev.countersign.localstack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Several clients that each ask again as soon as they are answered, for a while. */
final class Load {

  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(20);

  private Load() {}

  /** One client: asks once, and says whether it was served (or refused for lack of room). */
  interface Client {
    boolean ask() throws Exception;
  }

  /**
   * What came of it.
   *
   * @param nanos how long each served request took, sorted
   * @param refused how many were refused for lack of room
   * @param seconds how long all of it took
   */
  record Result(long[] nanos, long refused, double seconds) {

    double percentileMillis(double part) {
      return nanos.length == 0
          ? Double.NaN
          : nanos[(int) Math.min(nanos.length - 1L, Math.round(part * (nanos.length - 1)))] / 1e6;
    }

    double perSecond() {
      return nanos.length / seconds;
    }
  }

  /** Lets these clients ask for so long. */
  static Result run(List<? extends Client> clients, Duration time)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    List<Callable<Served>> work = new ArrayList<>();
    clients.forEach(client -> work.add(() -> ask(client, end)));
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Served> served = new ArrayList<>();
      for (Future<Served> future : threads.invokeAll(work)) {
        served.add(future.get());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long[] nanos =
          served.stream().flatMapToLong(one -> LongStream.of(one.nanos())).sorted().toArray();
      return new Result(nanos, served.stream().mapToLong(Served::refused).sum(), seconds);
    }
  }

  private record Served(long[] nanos, long refused) {}

  private static Served ask(Client client, long end) throws Exception {
    long[] nanos = new long[1_024];
    int count = 0;
    long refused = 0;
    while (System.nanoTime() < end) {
      long from = System.nanoTime();
      if (client.ask()) {
        nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
        nanos[count++] = System.nanoTime() - from;
      } else {
        refused++;
        Thread.sleep(PAUSE_AFTER_REFUSAL);
      }
    }
    return new Served(Arrays.copyOf(nanos, count), refused);
  }
}
