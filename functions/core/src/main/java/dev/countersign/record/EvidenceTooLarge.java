package dev.countersign.record;

/**
 * Something cannot be recorded because it is larger than the store takes. Nothing was written, and
 * trying again is of no use: a request is refused for it, and an answer ends in a failure that is
 * recorded.
 */
public final class EvidenceTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names what is too large and the limit, never the content. */
  public EvidenceTooLarge(String what, int maximumBytes) {
    super(what + " has at most " + maximumBytes + " bytes, and this one would have more");
  }
}
