package dev.countersign.verify;

import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Policies;
import dev.countersign.decide.UnsoundPolicies;
import java.util.Optional;

/** The bundles that an export brings, each only if it is what its version says. */
final class ExportedBundles {

  private final BundleReading reading;
  private final Policies policies;
  private final Recent<Digest, ExportedBundle> kept = new Recent<>(ExportFormat.BUNDLES_KEPT);

  ExportedBundles(BundleReading reading, Policies policies) {
    this.reading = reading;
    this.policies = policies;
  }

  /** The bundle of this version, where the export has brought it. */
  Optional<ExportedBundle> use(Digest version) {
    return kept.use(version);
  }

  void take(ExportLine.BundleLine line, long number, Report report) {
    if (!Digest.ofText(line.document()).equals(line.version())) {
      report.line(FindingCode.BUNDLE_CHANGED, number);
      return;
    }
    read(line.document())
        .ifPresentOrElse(
            bundle -> kept.keep(line.version(), bundle),
            () -> report.line(FindingCode.BUNDLE_UNREADABLE, number));
  }

  private Optional<ExportedBundle> read(String document) {
    if (document.length() > ExportFormat.MAXIMUM_BUNDLE_BYTES) {
      return Optional.empty();
    }
    try {
      Optional<Bundle> bundle = reading.read(document);
      return bundle.map(read -> new ExportedBundle(read, policies.of(read)));
    } catch (UnsoundPolicies | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    } catch (StackOverflowError e) {
      // A document nested as deeply as none that is published; what it names stays unchecked, and
      // is found.
      return Optional.empty();
    }
  }
}
