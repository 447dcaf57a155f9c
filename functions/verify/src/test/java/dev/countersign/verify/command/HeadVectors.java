package dev.countersign.verify.command;

import dev.countersign.record.EvidenceKind;
import dev.countersign.record.KeptCase;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Exports of which a part is missing: only an earlier head shows it. */
final class HeadVectors {

  private final VectorSource source;

  HeadVectors(VectorSource source) {
    this.source = source;
  }

  void add() throws IOException {
    List<SampleOperation> operations = SampleExport.small(source.bundle());
    source.add(
        "cut-at-the-end",
        SampleExport.write(source.bundle(), operations.subList(0, 1)).text(),
        List.of(),
        List.of("head-operation-missing"));
    source.add(
        "missing-operation",
        SampleExport.write(source.bundle(), operations.subList(1, 2)).text(),
        List.of(),
        List.of("head-operation-missing"));
    SampleOperation read = operations.getFirst();
    String collected =
        read.file().entries().stream()
            .map(recorded -> recorded.entry().key())
            .filter(key -> key.kind().startsWith("collected#"))
            .findFirst()
            .orElseThrow()
            .kind()
            .substring("collected#".length());
    source.add(
        "dropped-collection",
        SampleExport.write(
                source.bundle(),
                List.of(
                    read.without(EvidenceKind.COLLECTED.key(read.id(), collected)),
                    operations.get(1)))
            .text(),
        List.of(),
        List.of("head-entry-missing"));
    source.add(
        "cut-and-said-to-end-there",
        SampleExport.write(
                source.bundle(),
                operations.subList(1, 2),
                SampleExport.MORNING.plus(Duration.ofHours(1)))
            .text(),
        List.of(),
        List.of("head-not-reached", "head-operation-missing"));
    source.add("other-scope", filtered(), List.of(), List.of("head-not-comparable"));
  }

  private String filtered() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Scope scope =
        new Scope(
            Optional.empty(), SampleExport.EXPORTED, new TreeMap<>(Map.of("connection", "orders")));
    ExportWriter writer = new ExportWriter(output, SampleExport.EXPORTED, scope, source.bundle());
    for (SampleOperation operation : SampleExport.small(source.bundle())) {
      writer.add(KeptCase.of(operation.file(), operation.answer()));
    }
    writer.end();
    return output.toString(StandardCharsets.UTF_8);
  }
}
