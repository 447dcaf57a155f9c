package dev.countersign.bundle;

/** Where the published policy bundle is read from. */
public interface Bundles {

  /**
   * The current bundle. Implementations may answer from a cache that is at most a minute old.
   *
   * @throws BundleUnavailable if there is none, or it cannot be read or is not what its version
   *     says
   */
  Bundle current();
}
