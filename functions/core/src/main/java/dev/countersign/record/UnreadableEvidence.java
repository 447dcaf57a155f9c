package dev.countersign.record;

/** An entry cannot be read as what its place says it is: the store or a writer is at fault. */
public final class UnreadableEvidence extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the place, never the content. */
  public UnreadableEvidence(EntryKey key, Throwable cause) {
    super("entry `" + key + "` cannot be read", cause);
  }
}
