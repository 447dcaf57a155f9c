package dev.countersign.localstack.crash;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** The load in the background: several clients, each with a seed of its own. */
final class Clients {

  private static final int PAUSE_MILLIS = 250;
  private static final int DENIED_ONE_IN = 8;

  private final Requester requester;
  private final Lives lives;
  private final AtomicLong markers = new AtomicLong();

  Clients(Requester requester, Lives lives) {
    this.requester = requester;
    this.lives = lives;
  }

  void start(ExecutorService threads, SplittableRandom seed) {
    List<SplittableRandom> seeds = List.of(seed.split(), seed.split(), seed.split());
    threads.execute(() -> read(seeds.get(0)));
    threads.execute(() -> write(seeds.get(1)));
    threads.execute(() -> ask(seeds.get(2)));
  }

  /** A marker that no other run has. */
  String marker(String prefix) {
    return prefix + "-" + markers.incrementAndGet();
  }

  private void read(SplittableRandom random) {
    while (!lives.areOver()) {
      if (random.nextInt(DENIED_ONE_IN) == 0) {
        requester.denied();
      } else {
        requester.read();
      }
      pause(random);
    }
  }

  private void write(SplittableRandom random) {
    while (!lives.areOver()) {
      lives.direct(marker("write"), random.nextInt(3) == 0 ? 0.3 : 0);
      pause(random);
    }
  }

  private void ask(SplittableRandom random) {
    while (!lives.areOver()) {
      lives.undecided(marker("ask"), random);
      pause(random);
    }
  }

  private static void pause(SplittableRandom random) {
    try {
      Thread.sleep(PAUSE_MILLIS / 2 + random.nextInt(PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
