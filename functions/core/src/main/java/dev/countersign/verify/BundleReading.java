package dev.countersign.verify;

import dev.countersign.bundle.Bundle;
import java.util.Optional;

/** How a bundle is read out of the document in which it is published. */
public interface BundleReading {

  /** The bundle; empty where the document is none that could have been published. */
  Optional<Bundle> read(String document);
}
