package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.net.URI;
import java.time.Instant;

/**
 * Gives links to the objects of a {@link ResultStore}. Whoever has a link can fetch the object
 * until it expires, so it is made when the requester asks, for the requester, and kept nowhere.
 */
public interface ResultLinks {

  /** A link to the operation's object, which holds for a few minutes from now. */
  Link to(OperationId operation);

  /**
   * A link.
   *
   * @param url where a plain GET fetches the object
   * @param expiresAt when it stops
   */
  record Link(URI url, Instant expiresAt) {

    /** Withheld: it opens the object. */
    @Override
    public String toString() {
      return "Link[until " + expiresAt + "]";
    }
  }
}
