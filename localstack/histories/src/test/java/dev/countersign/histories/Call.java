package dev.countersign.histories;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * One call of a duty on a thread of its own, of which exactly one in a history moves at a time: it
 * rests before each thing that others can see, and goes on when it is told to. So two calls are
 * interleaved as the history says, and the same way each time.
 */
final class Call {

  private final Semaphore turn = new Semaphore(0);
  private final Semaphore rest = new Semaphore(0);
  private boolean killed;
  private boolean ended;

  /** A call that has not begun to do this. */
  Call(Consumer<Call> body) {
    Thread.ofVirtual()
        .start(() -> {
          turn.acquireUninterruptibly();
          try {
            body.accept(this);
          } finally {
            ended = true;
            rest.release();
          }
        });
  }

  /** Lets it go on to where it rests next, or to its end. */
  void advance() {
    if (!ended) {
      turn.release();
      rest.acquireUninterruptibly();
    }
  }

  /** Rests, within the call. */
  void pause() {
    rest.release();
    turn.acquireUninterruptibly();
    requireAlive();
  }

  void requireAlive() {
    if (killed) {
      throw new Crash();
    }
  }

  /** Its process has died: it does nothing more. */
  void kill() {
    killed = true;
  }

  boolean ended() {
    return ended;
  }
}
