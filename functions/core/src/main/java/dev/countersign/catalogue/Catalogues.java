package dev.countersign.catalogue;

import dev.countersign.operation.ConnectionName;

/** Where surveyed catalogues are kept. Only execution may publish one. */
public interface Catalogues {

  /**
   * The newest catalogue of this connection's target; {@link Catalogue#none()} if it was never
   * surveyed. Implementations may answer from a cache that is at most a minute old.
   *
   * @throws CatalogueUnavailable if the store does not answer
   */
  Catalogue of(ConnectionName connection);

  /**
   * Keeps what a survey found.
   *
   * @throws CatalogueUnavailable if the store does not answer or cannot keep one of this size
   */
  void publish(ConnectionName connection, Catalogue catalogue);
}
