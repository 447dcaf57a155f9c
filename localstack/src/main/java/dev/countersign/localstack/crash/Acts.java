package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.PersonBrowser;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * Leads one operation up to a step of its life, and returns at a moment of that step which the seed
 * chooses. What goes on then goes on by itself.
 */
final class Acts {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration PAUSE_OF_A_PERSON = Duration.ofMillis(300);

  private final Requester requester;
  private final Approver approver;
  private final RecordedOperations store;
  private final Lives lives;
  private final ExecutorService others;
  private final RandomGenerator random;

  Acts(
      Requester requester,
      Approver approver,
      RecordedOperations store,
      Lives lives,
      ExecutorService others,
      RandomGenerator random) {
    this.requester = requester;
    this.approver = approver;
    this.store = store;
    this.lives = lives;
    this.others = others;
    this.random = random;
  }

  /** The operation that is led there; empty if it did not get there in time. */
  Optional<OperationId> lead(Step step, String marker) throws InterruptedException {
    OperationId id = requester.idOf(marker);
    boolean there =
        switch (step) {
          case ASKING -> asking(marker);
          case WAITING -> waiting(marker, id);
          case VOTING -> voting(marker, id);
          case APPROVED -> approved(marker, id);
          case RUNNING -> running(marker, id);
          case FINISHING -> finishing(marker, id);
          case CANCELLING -> cancelling(marker, id);
          case EXPIRING -> expiring(marker, id);
          case COLLECTING -> collecting(marker, id);
        };
    return there ? Optional.of(id) : Optional.empty();
  }

  private boolean asking(String marker) throws InterruptedException {
    if (random.nextBoolean()) {
      others.execute(() -> lives.direct(marker, 0));
    } else {
      others.execute(() -> lives.approved(marker));
    }
    pauseUpTo(150);
    return true;
  }

  private boolean waiting(String marker, OperationId id) throws InterruptedException {
    others.execute(() -> lives.approved(marker));
    boolean there = reaches(EvidenceKind.REQUESTED, id);
    pauseUpTo(200);
    return there;
  }

  private boolean voting(String marker, OperationId id) throws InterruptedException {
    Optional<PersonBrowser> browser = asked(marker, id);
    browser.ifPresent(open ->
        others.execute(() -> {
          approver.vote(open, id, "approve");
          lives.collect(id);
        }));
    pauseUpTo(200);
    return browser.isPresent();
  }

  private boolean approved(String marker, OperationId id) throws InterruptedException {
    Optional<PersonBrowser> browser = asked(marker, id);
    browser.ifPresent(open ->
        others.execute(() -> {
          approver.vote(open, id, "approve");
          lives.collect(id);
        }));
    return browser.isPresent() && reaches(EvidenceKind.APPROVED, id);
  }

  /** The browser of a person who is signed in and could vote now. */
  private Optional<PersonBrowser> asked(String marker, OperationId id) throws InterruptedException {
    Optional<PersonBrowser> browser = Optional.empty();
    if (lives.ask(Table.APPROVED, marker, 0)) {
      Instant end = Instant.now().plus(PATIENCE);
      while (browser.isEmpty() && Instant.now().isBefore(end)) {
        Thread.sleep(PAUSE_OF_A_PERSON);
        browser = approver.signIn(id);
      }
    }
    return browser;
  }

  private boolean running(String marker, OperationId id) throws InterruptedException {
    others.execute(() -> lives.direct(marker, 1.5));
    boolean there = reaches(EvidenceKind.STARTED, id);
    pauseUpTo(1_200);
    return there;
  }

  private boolean finishing(String marker, OperationId id) throws InterruptedException {
    others.execute(() -> lives.direct(marker, 0.2));
    boolean there = reaches(EvidenceKind.STARTED, id);
    Thread.sleep(150);
    pauseUpTo(200);
    return there;
  }

  private boolean cancelling(String marker, OperationId id) throws InterruptedException {
    boolean there;
    if (random.nextBoolean()) {
      others.execute(() -> lives.direct(marker, 2));
      there = reaches(EvidenceKind.STARTED, id);
    } else {
      there = lives.ask(Table.APPROVED, marker, 0);
    }
    if (there) {
      others.execute(() -> {
        requester.cancel(id);
        lives.collect(id);
      });
      pauseUpTo(120);
    }
    return there;
  }

  private boolean expiring(String marker, OperationId id) throws InterruptedException {
    others.execute(() -> {
      if (lives.ask(Table.HASTY, marker, 0)) {
        lives.collect(id);
      }
    });
    if (!reaches(EvidenceKind.REQUESTED, id)) {
      return false;
    }
    Instant end =
        store.open(id).requested().flatMap(Evidence.Requested::expiresAt).orElseGet(Instant::now);
    Duration rest = Duration.between(Instant.now(), end).minusMillis(200);
    if (rest.isPositive()) {
      Thread.sleep(rest);
    }
    pauseUpTo(800);
    return true;
  }

  private boolean collecting(String marker, OperationId id) throws InterruptedException {
    boolean there = lives.ask(Table.DIRECT, marker, 0) && reaches(EvidenceKind.FINISHED, id);
    if (there) {
      others.execute(() -> requester.poll(id));
      pauseUpTo(80);
    }
    return there;
  }

  private boolean reaches(EvidenceKind point, OperationId id) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (isRecorded(point, id)) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  private boolean isRecorded(EvidenceKind point, OperationId id) {
    try {
      return store.has(point, id);
    } catch (EvidenceUnavailable e) {
      // The store itself may just be coming back.
      return false;
    }
  }

  private void pauseUpTo(int milliseconds) throws InterruptedException {
    Thread.sleep(random.nextInt(milliseconds + 1));
  }
}
