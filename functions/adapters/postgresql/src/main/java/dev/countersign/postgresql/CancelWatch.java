package dev.countersign.postgresql;

import dev.countersign.execute.CancelSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.jdbc.PgConnection;

/**
 * Watches for somebody's wish that a running statement be stopped, and then asks the server for it
 * over a connection of its own. Once closed, no request to cancel is on its way any more.
 */
final class CancelWatch implements AutoCloseable {

  // Most statements end earlier, and the question may cost a call to a store.
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final PgConnection connection;
  private final CancelSignal signal;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean stopped;

  CancelWatch(PgConnection connection, CancelSignal signal) {
    this.connection = connection;
    this.signal = signal;
    this.thread = Thread.ofVirtual().name("cancel-watch").start(this::watch);
  }

  /** Whether the statement was to be stopped: then it must not take effect. */
  boolean stopped() {
    return stopped;
  }

  private void watch() {
    try {
      boolean over = ended.await(FIRST.toMillis(), TimeUnit.MILLISECONDS);
      while (!over) {
        if (stopped || signal.requested()) {
          stopped = true;
          cancel();
        }
        over = ended.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel() {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      // The request did not get through. It is made again at the next turn: one that reaches the
      // server between two fetches has no effect either.
      stopped = true;
    }
  }

  /** Ends the watch, and waits for a request that is on its way. */
  @Override
  public void close() {
    ended.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
