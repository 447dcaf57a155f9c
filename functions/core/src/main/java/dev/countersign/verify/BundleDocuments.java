package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import java.util.Optional;

/** Where an export finds the bundles by which operations were decided. */
public interface BundleDocuments {

  /** The document of this version as published; empty where it is no longer kept. */
  Optional<String> document(Digest version);
}
