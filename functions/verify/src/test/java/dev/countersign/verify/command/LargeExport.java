package dev.countersign.verify.command;

import dev.countersign.record.KeptCase;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Writes an export of many operations, by which the verifier's throughput is measured: of four, two
 * are reads that ran, one is a write that two people approved, and one is denied.
 */
final class LargeExport {

  private LargeExport() {}

  /**
   * Writes it.
   *
   * @param arguments the file, and how many operations
   */
  public static void main(String[] arguments) throws IOException {
    SampleBundle bundle = new SampleBundle();
    int operations = Integer.parseInt(arguments[1]);
    Instant exportedAt = SampleExport.MORNING.plusSeconds(60L * operations + 86_400);
    try (OutputStream output =
        new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      ExportWriter writer =
          new ExportWriter(output, exportedAt, Scope.everythingUntil(exportedAt), bundle);
      for (int number = 0; number < operations; number++) {
        SampleOperation operation = operation(bundle, number);
        writer.add(KeptCase.of(operation.file(), operation.answer()));
      }
      writer.end();
    }
  }

  private static SampleOperation operation(SampleBundle bundle, int number) {
    Instant at = SampleExport.MORNING.plusSeconds(60L * number);
    return switch (number % 4) {
      case 0, 1 ->
          SampleExport.request(bundle, number, at, SampleExport.READ)
              .started()
              .finished(SampleExport.ANSWER)
              .collected();
      case 2 -> SampleExport.approved(bundle, number, at).started().finished(SampleExport.ANSWER);
      default -> SampleExport.request(bundle, number, at, SampleExport.SCHEMA);
    };
  }
}
