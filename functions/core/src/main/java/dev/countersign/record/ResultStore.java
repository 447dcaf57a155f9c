package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.io.OutputStream;

/**
 * Where the masked rows of large answers are kept, one object an operation. Implementations MUST
 * hold every rule of the contract suite: an object is there as a whole or not at all, is written
 * once, and takes memory of a fixed size while it is written, however large it is.
 */
public interface ResultStore {

  /** Begins the operation's object. Nothing of it can be read before it is completed. */
  Upload begin(OperationId operation);

  /** An object while it is written. Closed before it is completed, it never was. */
  interface Upload extends AutoCloseable {

    /**
     * Where its bytes go. The stream throws {@link ResultUnavailable} if the store does not take
     * them.
     */
    OutputStream bytes();

    /**
     * Makes the object readable; durable once this returns.
     *
     * @throws ResultUnavailable if the store does not take it, or has an object of the operation
     *     already
     */
    void complete();

    /** Takes back what is not completed; never fails, since what is left expires by itself. */
    @Override
    void close();
  }

  /** The store does not take an object, or does not say what became of it. */
  final class ResultUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The cause is for logs, never for a caller. */
    public ResultUnavailable(Throwable cause) {
      super("the store of large answers does not take one", cause);
    }
  }
}
