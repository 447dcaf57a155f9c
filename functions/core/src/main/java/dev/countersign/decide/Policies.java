package dev.countersign.decide;

import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The policies of the bundle in use, read once for each version: reading is costly, deciding is
 * not.
 */
public final class Policies {

  private record Read(Digest version, Policy policy) {}

  private volatile @Nullable Read latest;

  /**
   * The policies of this bundle.
   *
   * @throws UnsoundPolicies with everything that is wrong with them
   */
  public Policy of(Bundle bundle) {
    Read read = latest;
    if (read != null && read.version().equals(bundle.version())) {
      return read.policy();
    }
    return read(bundle);
  }

  private synchronized Policy read(Bundle bundle) {
    Read read = latest;
    if (read == null || !read.version().equals(bundle.version())) {
      read = new Read(bundle.version(), Policy.of(bundle));
      latest = read;
    }
    return read.policy();
  }
}
