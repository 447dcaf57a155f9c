package dev.countersign.localstack.crash;

import dev.countersign.canonical.Digest;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.KeptCase;
import dev.countersign.verify.ExportOrder;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.Scope;
import dev.countersign.verify.Verification;
import dev.countersign.verify.Verifier;
import dev.countersign.yaml.BundleFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Exports everything in the store and has the verifier check it, as an auditor would. */
final class ExportCheck {

  private ExportCheck() {}

  /** What the verifier finds; {@code document} is the one bundle that was ever published. */
  static List<String> findings(RecordedOperations store, List<Observed> operations, String document)
      throws IOException {
    List<CaseFile> files =
        operations.stream()
            .map(Observed::file)
            .sorted(Comparator.comparing(ExportCheck::order))
            .toList();
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    Instant now = Instant.now();
    ExportWriter writer =
        new ExportWriter(
            export,
            now,
            Scope.everythingUntil(now),
            version -> Optional.of(document).filter(text -> Digest.ofText(text).equals(version)));
    for (CaseFile file : files) {
      writer.add(KeptCase.of(file, store.answer(file.operation())));
    }
    writer.end();
    List<String> findings = new ArrayList<>();
    Verification verification =
        new Verifier(text -> Optional.of(BundleFiles.ofDocument(text).bundle()))
            .verify(
                new ByteArrayInputStream(export.toByteArray()),
                Optional.empty(),
                finding -> findings.add(finding.toString()),
                count -> {});
    if (verification.operations() != files.size()) {
      findings.add(verification.operations() + " operations were verified of " + files.size());
    }
    return findings;
  }

  private static ExportOrder order(CaseFile file) {
    return ExportOrder.of(requested(file).operation());
  }

  private static Evidence.Requested requested(CaseFile file) {
    return file.requested()
        .orElseThrow(() -> new IllegalStateException("every operation in the store is requested"));
  }
}
