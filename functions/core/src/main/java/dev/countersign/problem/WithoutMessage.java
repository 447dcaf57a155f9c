package dev.countersign.problem;

/**
 * A fault as a log may keep it: its kind, where it arose and what caused it, without what it says.
 * The message of a library's fault may quote what it was given, and so a statement's literals.
 */
public final class WithoutMessage extends Exception {

  private static final long serialVersionUID = 1L;

  private WithoutMessage(Throwable fault, int deeper) {
    super(
        fault.getClass().getName(),
        fault.getCause() == null || deeper == 0
            ? null
            : new WithoutMessage(fault.getCause(), deeper - 1),
        false,
        true);
    setStackTrace(fault.getStackTrace());
  }

  /** This fault and its causes, ten at the most. */
  public static WithoutMessage of(Throwable fault) {
    return new WithoutMessage(fault, 9);
  }
}
