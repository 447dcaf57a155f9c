package dev.countersign.record;

/**
 * The store did not answer, or refused for now. Whether the write took effect is unknown; the same
 * append may be tried again, since it is written once.
 */
public final class EvidenceUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which call failed; the cause is for logs, never for a caller. */
  public EvidenceUnavailable(String call, Throwable cause) {
    super("the evidence store did not answer: " + call, cause);
  }
}
