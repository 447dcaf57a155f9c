package dev.countersign.execute;

/** The target could not be reached or read. */
public final class TargetUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The cause is for logs, never for a caller. */
  public TargetUnavailable(Throwable cause) {
    super("the target could not be reached", cause);
  }
}
