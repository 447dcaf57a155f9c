package dev.countersign.verify.command;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.canonical.Digest;
import dev.countersign.clearance.Examination;
import dev.countersign.decide.Policy;
import dev.countersign.operation.ConnectionName;
import dev.countersign.verify.BundleDocuments;
import dev.countersign.yaml.BundleFiles;
import dev.countersign.yaml.BundleFolder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The bundle beside the tests, as it would be published. */
final class SampleBundle implements BundleDocuments {

  private static final ConnectionName ORDERS = new ConnectionName("orders");

  private final BundleFiles files = files();
  private final Bundle bundle = files.bundle();
  private final Policy policy = Policy.of(bundle);
  private final Map<String, Examination> examinations = new HashMap<>();

  private static BundleFiles files() {
    try {
      Path folder =
          Path.of(Objects.requireNonNull(SampleBundle.class.getResource("bundle")).toURI());
      return BundleFolder.read(folder, Map.of());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the bundle beside the tests has no path", e);
    }
  }

  Bundle bundle() {
    return bundle;
  }

  Policy policy() {
    return policy;
  }

  /** What intake makes of this text; the same at any time, so that it is worked out once. */
  Examination examined(String statement, Supplier<Examination> examine) {
    return examinations.computeIfAbsent(statement, text -> examine.get());
  }

  Connection orders() {
    return bundle.connection(ORDERS).orElseThrow();
  }

  @Override
  public Optional<String> document(Digest version) {
    return version.equals(files.version()) ? Optional.of(files.document()) : Optional.empty();
  }
}
