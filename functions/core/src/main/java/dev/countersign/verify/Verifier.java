package dev.countersign.verify;

import dev.countersign.decide.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Checks an export with nothing but itself: no server, network, store or clock. It keeps one
 * operation at a time and a few bundles, and hands on each finding as it finds it.
 *
 * <p>INVARIANT: whatever the input, it ends, with findings and not with an exception.
 */
public final class Verifier {

  private final BundleReading reading;
  private final Policies policies = new Policies();

  /** A verifier that reads bundles so. */
  public Verifier(BundleReading reading) {
    this.reading = reading;
  }

  /**
   * Checks this export.
   *
   * @param export the export, not compressed; not closed here
   * @param earlier a head that was kept of an earlier export of the same scope
   * @param findings takes what is wrong
   * @param progress is told how many operations were checked, after each
   * @throws IOException if the input cannot be read
   */
  public Verification verify(
      InputStream export, Optional<Head> earlier, Consumer<Finding> findings, LongConsumer progress)
      throws IOException {
    Report report = new Report(findings);
    ExportLines lines = new ExportLines(export, ExportFormat.MAXIMUM_LINE_BYTES);
    Optional<ExportLines.Line> first = lines.next();
    Optional<ExportLine.Header> header = first.flatMap(Verifier::header);
    if (header.isEmpty()) {
      report.line(FindingCode.NOT_AN_EXPORT, 1);
      return new OperationTally().verification(0, 0, 0, 0, report.count(), false, Optional.empty());
    }
    ExportReading run =
        new ExportReading(
            header.get(), earlier, new ExportedBundles(reading, policies), report, progress);
    Optional<ExportLines.Line> line = first;
    while (line.isPresent()) {
      run.line(line.get());
      line = lines.next();
    }
    return run.end();
  }

  private static Optional<ExportLine.Header> header(ExportLines.Line line) {
    return ExportCodec.decode(line.bytes()) instanceof ExportCodec.Decoded.Line decoded
            && decoded.line() instanceof ExportLine.Header header
        ? Optional.of(header)
        : Optional.empty();
  }
}
