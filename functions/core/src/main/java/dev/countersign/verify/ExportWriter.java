package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import dev.countersign.canonical.RunningDigest;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes an export, one operation after the other, and keeps nothing of those that it has written.
 * An export without its last line, which {@link #end} writes, is one that was cut.
 */
public final class ExportWriter {

  private final OutputStream output;
  private final BundleDocuments bundles;
  private final Recent<Digest, Boolean> written = new Recent<>(ExportFormat.BUNDLES_KEPT);
  private final RunningDigest content = new RunningDigest();
  private final HeadTally head;
  private Optional<ExportOrder> last = Optional.empty();
  private long operations;
  private long entries;
  private long answers;
  private long bundleLines;

  /**
   * Begins an export.
   *
   * @param output where it goes; neither buffered nor closed here
   * @param exportedAt when it is begun
   * @param scope what it was asked for; the caller hands over exactly those operations
   * @param bundles where the bundles are found
   * @throws IOException if the output takes no more
   */
  public ExportWriter(OutputStream output, Instant exportedAt, Scope scope, BundleDocuments bundles)
      throws IOException {
    this.output = output;
    this.bundles = bundles;
    this.head = new HeadTally(scope, ExportFormat.headUntil(exportedAt, scope));
    write(new ExportLine.Header(exportedAt, scope));
  }

  /**
   * Adds an operation. They come in the order of the time of the request, then of the id, which is
   * the order of the store's own lists. What is kept and cannot be read is written as it is kept:
   * the verifier is to find it. Such an operation, and one of which no request is kept, is no part
   * of the head.
   *
   * @param kept everything that is kept of it
   * @throws IllegalArgumentException if the operation comes out of order
   * @throws IOException if the output takes no more
   */
  public void add(KeptCase kept) throws IOException {
    CaseFile file = kept.file();
    Optional<Evidence.Requested> requested = file.requested();
    Optional<Operation> whole =
        requested.filter(_ -> kept.unreadable().isEmpty()).map(Evidence.Requested::operation);
    whole.map(ExportOrder::of).ifPresent(this::keepOrder);
    if (requested.isPresent()) {
      writeBundle(requested.get().bundle());
    }
    for (KeptEntry entry : kept.entries()) {
      writeEntry(entry);
    }
    if (kept.answer().isPresent()) {
      writeAnswer(kept.operation(), kept.answer().get());
    }
    whole.ifPresent(operation -> head.add(operation.requestedAt(), file.entries()));
    operations++;
  }

  private void keepOrder(ExportOrder order) {
    if (last.isPresent() && order.compareTo(last.get()) <= 0) {
      throw new IllegalArgumentException("operations are exported in the order of their requests");
    }
    last = Optional.of(order);
  }

  private void writeBundle(Digest version) throws IOException {
    if (written.use(version).isPresent()) {
      return;
    }
    Optional<String> document = bundles.document(version);
    if (document.isPresent()) {
      write(new ExportLine.BundleLine(version, document.get()));
      written.keep(version, true);
      bundleLines++;
    }
  }

  private void writeEntry(KeptEntry entry) throws IOException {
    write(
        new ExportLine.EntryLine(
            entry.key().duty().key(),
            entry.key().operation().text(),
            entry.key().kind(),
            entry.hash(),
            entry.document()));
    entries++;
  }

  private void writeAnswer(OperationId operation, String answer) throws IOException {
    int bytes = answer.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= ExportFormat.MAXIMUM_ANSWER_BYTES) {
      write(new ExportLine.AnswerLine(operation.text(), answer));
      answers++;
    }
  }

  /**
   * Writes the last line.
   *
   * @return the head of what was exported
   * @throws IOException if the output takes no more
   */
  public Head end() throws IOException {
    Head made = head.end();
    write(
        new ExportLine.End(
            operations, entries, answers, bundleLines, content.end(), made.until(), made.total()));
    return made;
  }

  private void write(ExportLine line) throws IOException {
    byte[] bytes = ExportCodec.encode(line);
    output.write(bytes);
    output.write('\n');
    content.add(bytes);
    content.add((byte) '\n');
  }
}
