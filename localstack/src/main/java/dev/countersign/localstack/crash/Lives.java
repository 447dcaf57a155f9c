package dev.countersign.localstack.crash;

import dev.countersign.operation.OperationId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Whole lives of operations, as clients and people lead them who do not know of crashes: whoever
 * gets no answer repeats the request with its key, or asks again for what became of it, a few
 * times.
 */
final class Lives {

  private static final int TRIES = 12;
  private static final long PAUSE_MILLIS = 500;

  private final Requester requester;
  private final Approver approver;
  private final AtomicBoolean over = new AtomicBoolean();

  Lives(Requester requester, Approver approver) {
    this.requester = requester;
    this.approver = approver;
  }

  /** Nobody begins or repeats anything any more. */
  void end() {
    over.set(true);
  }

  boolean areOver() {
    return over.get();
  }

  /** A write that needs nobody. */
  void direct(String marker, double seconds) {
    if (ask(Table.DIRECT, marker, seconds)) {
      collect(requester.idOf(marker));
    }
  }

  /** A write that is approved. */
  void approved(String marker) {
    if (ask(Table.APPROVED, marker, 0)) {
      vote(requester.idOf(marker), "approve");
    }
  }

  /** A write that needs an approval, and gets it, or a refusal, or is withdrawn, or expires. */
  void undecided(String marker, RandomGenerator random) {
    OperationId id = requester.idOf(marker);
    int fate = random.nextInt(10);
    Table table = fate < 2 ? Table.HASTY : Table.APPROVED;
    if (!ask(table, marker, 0)) {
      return;
    }
    if (table == Table.HASTY) {
      collect(id);
    } else if (fate < 4) {
      requester.cancel(id);
      collect(id);
    } else {
      vote(id, fate < 6 ? "refuse" : "approve");
    }
  }

  private void vote(OperationId id, String verdict) {
    for (int attempt = 0; attempt < TRIES && !over.get(); attempt++) {
      if (approver.vote(id, verdict)) {
        break;
      }
      pause();
    }
    collect(id);
  }

  /** Repeats a request until the plane has taken it in. */
  boolean ask(Table table, String marker, double seconds) {
    for (int attempt = 0; attempt < TRIES && !over.get(); attempt++) {
      Told told = requester.write(table, marker, seconds);
      if (told.status() == 202 || told.isAnswer()) {
        return true;
      }
      pause();
    }
    return false;
  }

  /** Asks for what became of an operation until it has ended. */
  void collect(OperationId id) {
    for (int attempt = 0; attempt < TRIES && !over.get(); attempt++) {
      Told told = requester.poll(id);
      if (told.isAnswer() || told.status() / 100 == 4) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
