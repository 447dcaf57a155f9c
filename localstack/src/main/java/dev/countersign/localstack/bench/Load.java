package dev.countersign.localstack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
  record Result(List<Long> nanos, long refused, double seconds) {

    Result {
      nanos = List.copyOf(nanos);
    }

    double percentileMillis(double part) {
      return nanos.isEmpty()
          ? Double.NaN
          : nanos.get((int) Math.round(part * (nanos.size() - 1))) / 1e6;
    }

    double perSecond() {
      return nanos.size() / seconds;
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
      List<Long> nanos = served.stream().flatMap(one -> one.nanos().stream()).sorted().toList();
      return new Result(nanos, served.stream().mapToLong(Served::refused).sum(), seconds);
    }
  }

  private record Served(List<Long> nanos, long refused) {}

  private static Served ask(Client client, long end) throws Exception {
    List<Long> nanos = new ArrayList<>();
    long refused = 0;
    while (System.nanoTime() < end) {
      long from = System.nanoTime();
      if (client.ask()) {
        nanos.add(System.nanoTime() - from);
      } else {
        refused++;
        Thread.sleep(PAUSE_AFTER_REFUSAL);
      }
    }
    return new Served(nanos, refused);
  }
}
