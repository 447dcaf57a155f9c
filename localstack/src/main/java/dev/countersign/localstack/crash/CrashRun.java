package dev.countersign.localstack.crash;

import dev.countersign.localstack.crash.Schedule.Kill;
import dev.countersign.localstack.plane.FunctionLimits;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.WorkingDirectory;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs a seeded number of kills against a plane under load, and then checks everything. */
public final class CrashRun {

  private static final FunctionLimits LIMITS =
      new FunctionLimits(3, 2, 2, CrashPlane.EXECUTION_TIMEOUT);
  private static final int LEFT_WAITING = 4;
  private static final int TRIES_OF_A_STEP = 5;
  private static final int LONGEST_OUTAGE_MILLIS = 700;

  private final int kills;
  private final long seed;
  private final Consumer<String> told;
  private final SplittableRandom random;
  private final Ledger ledger = new Ledger();
  private final Hits hits = new Hits();

  /**
   * A run.
   *
   * @param kills how many processes are killed
   * @param seed decides which process is killed at which step, and at what moment of it
   * @param told takes lines of progress
   */
  public CrashRun(int kills, long seed, Consumer<String> told) {
    this.kills = kills;
    this.seed = seed;
    this.told = told;
    this.random = new SplittableRandom(seed);
  }

  /** Starts a plane, kills, waits for the bound, checks, and stops the plane. */
  public CrashReport run() throws IOException, InterruptedException {
    try (WorkingDirectory directory = WorkingDirectory.temporary(WorkingDirectory.repository());
        LocalPlane plane = CrashPlane.start(directory, LIMITS, told);
        TargetServer target =
            new TargetServer(
                plane.shop(),
                directory.path().resolve("shop/data"),
                directory.path().resolve("logs/target.log"));
        RecordedOperations store = new RecordedOperations(plane.store())) {
      Processes processes = new Processes(plane, target);
      Requester requester = new Requester(plane, ledger);
      Approver approver = new Approver(plane, ledger, "dana");
      Lives lives = new Lives(requester, approver);
      Clients clients = new Clients(requester, lives);
      List<OperationId> waiting = leaveWaiting(requester, clients);
      ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
      Instant begun = Instant.now();
      clients.start(threads, random.split());
      Acts acts = new Acts(requester, approver, store, lives, threads, random.split());
      kill(processes, acts, store, clients);
      lives.end();
      threads.shutdown();
      threads.awaitTermination(2, TimeUnit.MINUTES);
      told.accept(
          "the load of %d s is over: %d requests were made"
              .formatted(Duration.between(begun, Instant.now()).toSeconds(), ledger.told().size()));
      return new Aftermath(plane, store, requester, approver, ledger, told)
          .report(seed, hits, waiting);
    }
  }

  private static List<OperationId> leaveWaiting(Requester requester, Clients clients) {
    return IntStream.range(0, LEFT_WAITING)
        .mapToObj(index -> {
          String marker = clients.marker("left");
          requester.write(Table.APPROVED, marker, 0);
          return requester.idOf(marker);
        })
        .toList();
  }

  private void kill(Processes processes, Acts acts, RecordedOperations store, Clients clients)
      throws IOException, InterruptedException {
    int done = 0;
    for (Kill kill : Schedule.of(kills, seed)) {
      OperationId led = lead(kill.step(), acts, clients);
      long pid = processes.kill(kill.victim(), random);
      long from = System.nanoTime();
      Optional<String> state =
          kill.victim() == Victim.STORE ? Optional.empty() : Optional.of(state(store, led));
      if (!kill.victim().isFunction()) {
        Thread.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
      }
      processes.restore(kill.victim());
      double seconds = (System.nanoTime() - from) / 1e9;
      hits.add(kill, state.orElseGet(() -> state(store, led)));
      done++;
      told.accept(
          String.format(
              Locale.ROOT,
              "%d/%d %s (%d) killed while %s, back after %.1f s; %s is %s",
              done,
              kills,
              kill.victim().process(),
              pid,
              kill.step().name().toLowerCase(Locale.ROOT),
              seconds,
              led,
              state(store, led)));
    }
  }

  private static String state(RecordedOperations store, OperationId id) {
    CaseFile file = store.open(id);
    return file.isEmpty() ? "nothing" : file.state().word();
  }

  private OperationId lead(Step step, Acts acts, Clients clients) throws InterruptedException {
    for (int attempt = 0; attempt < TRIES_OF_A_STEP; attempt++) {
      Optional<OperationId> led =
          acts.lead(step, clients.marker(step.name().toLowerCase(Locale.ROOT)));
      if (led.isPresent()) {
        return led.get();
      }
    }
    throw new IllegalStateException(
        "no operation came to the step "
            + step
            + "; answers: "
            + CrashReport.answers(ledger.told()));
  }
}
