package dev.countersign.catalogue;

/** The store of catalogues did not answer, or what it has is not a catalogue. */
public final class CatalogueUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which call failed; the cause is for logs, never for a caller. */
  public CatalogueUnavailable(String call, Throwable cause) {
    super("the store of catalogues did not answer: " + call, cause);
  }
}
