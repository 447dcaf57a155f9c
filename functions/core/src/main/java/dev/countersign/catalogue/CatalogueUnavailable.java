package dev.countersign.catalogue;

import dev.countersign.canonical.InvalidJson;
import dev.countersign.operation.ConnectionName;

/** The store of catalogues did not answer, or what it has is not a catalogue. */
public final class CatalogueUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which call failed; the cause is for logs, never for a caller. */
  public CatalogueUnavailable(String call, Throwable cause) {
    super("the store of catalogues did not answer: " + call, cause);
  }

  /** What is kept is no catalogue as this version writes it; says what to do about it. */
  public CatalogueUnavailable(ConnectionName connection, InvalidJson cause) {
    super(
        "what is kept of connection `"
            + connection
            + "` is no catalogue as this version writes it: have execution survey its target again"
            + " (entry `survey`)",
        cause);
  }
}
