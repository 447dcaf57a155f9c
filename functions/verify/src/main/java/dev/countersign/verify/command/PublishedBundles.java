package dev.countersign.verify.command;

import dev.countersign.bundle.Bundle;
import dev.countersign.verify.BundleReading;
import dev.countersign.yaml.BundleFiles;
import dev.countersign.yaml.UnsoundBundle;
import java.util.Optional;

/** Reads bundles in the form in which they are published. */
final class PublishedBundles implements BundleReading {

  @Override
  public Optional<Bundle> read(String document) {
    try {
      return Optional.of(BundleFiles.ofDocument(document).bundle());
    } catch (UnsoundBundle e) {
      return Optional.empty();
    }
  }
}
