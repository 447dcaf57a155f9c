package dev.countersign.execute;

import dev.countersign.operation.OperationId;
import java.time.Duration;

/**
 * How intake has execution run an operation that needs no approval, and do what a crash left
 * undone. It hands over the id and nothing else.
 */
public interface ExecutionDoor {

  /**
   * Whether execution answered within the time given. What became of the operation, the evidence
   * says.
   */
  enum Knock {
    /** Execution has ended its work. */
    ENDED,
    /** It goes on, or how it ended is not known. */
    NOT_ENDED,
    /** It is at its limit of concurrent work and did not begin. */
    BUSY
  }

  /**
   * Has the operation run, and waits at most this long for the end. Never repeats a call by itself.
   */
  Knock execute(OperationId operation, Duration patience);

  /**
   * Has the operation run later, without waiting for it.
   *
   * @return whether the wish was taken; if not, it may have been all the same
   */
  boolean executeLater(OperationId operation);

  /**
   * Has the operation settled later, without waiting for it.
   *
   * @return whether the wish was taken; if not, it may have been all the same
   */
  boolean settleLater(OperationId operation);
}
