package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import dev.countersign.canonical.RunningDigest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.StoredAnswer;
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
   * the order of the store's own lists.
   *
   * @param file everything recorded of it
   * @param answer its masked answer, if it is still kept
   * @throws IllegalArgumentException if nothing was requested, or the operation comes out of order
   * @throws IOException if the output takes no more
   */
  public void add(CaseFile file, Optional<StoredAnswer> answer) throws IOException {
    Evidence.Requested requested =
        file.requested()
            .orElseThrow(() -> new IllegalArgumentException("only what was requested is exported"));
    ExportOrder order = ExportOrder.of(requested.operation());
    if (last.isPresent() && order.compareTo(last.get()) <= 0) {
      throw new IllegalArgumentException("operations are exported in the order of their requests");
    }
    last = Optional.of(order);
    writeBundle(requested.bundle());
    for (Recorded recorded : file.entries()) {
      writeEntry(recorded.entry());
    }
    if (answer.isPresent()) {
      writeAnswer(requested.operation().id(), answer.get());
    }
    head.add(requested.operation().requestedAt(), file.entries());
    operations++;
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

  private void writeEntry(Entry entry) throws IOException {
    write(
        new ExportLine.EntryLine(
            entry.key().duty().key(),
            entry.key().operation().text(),
            entry.key().kind(),
            entry.hash(),
            entry.document()));
    entries++;
  }

  private void writeAnswer(OperationId operation, StoredAnswer answer) throws IOException {
    int bytes = answer.document().getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= ExportFormat.MAXIMUM_ANSWER_BYTES) {
      write(new ExportLine.AnswerLine(operation.text(), answer.document()));
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
