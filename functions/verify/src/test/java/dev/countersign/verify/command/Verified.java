package dev.countersign.verify.command;

import dev.countersign.verify.Finding;
import dev.countersign.verify.Head;
import dev.countersign.verify.Verification;
import dev.countersign.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An export after it was verified. */
record Verified(Verification verification, List<Finding> findings) {

  static Verified of(byte[] export, Optional<Head> earlier) {
    return of(new Verifier(new PublishedBundles()), export, earlier);
  }

  static Verified of(Verifier verifier, byte[] export, Optional<Head> earlier) {
    try {
      List<Finding> findings = new ArrayList<>();
      Verification verification =
          verifier.verify(
              new ByteArrayInputStream(export), earlier, findings::add, operations -> {});
      return new Verified(verification, findings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of the findings' codes, each once, in the order of the findings. */
  List<String> words() {
    return findings.stream().map(finding -> finding.code().word()).distinct().toList();
  }
}
