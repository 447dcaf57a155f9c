package dev.countersign.execution;

import dev.countersign.detect.ValueNet;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RowSink;
import dev.countersign.mask.MaskedAnswer;
import dev.countersign.mask.Masker;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.OperationId;
import dev.countersign.record.ResultStore;
import dev.countersign.record.ResultStore.ResultUnavailable;
import dev.countersign.record.StoredResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one operation's answer that leave by the store of large answers, masked before they
 * go there. Where the store fails, the answer leaves without its rows and says so: what ran has an
 * end either way. Closed, it takes back what was not completed.
 */
final class LargeAnswer implements RowSink, AutoCloseable {

  private final ResultStore store;
  private final OperationId operation;
  private final MaskingPlan plan;
  private final ValueNet net;
  private ResultStore.@Nullable Upload upload;
  private @Nullable ResultLines lines;
  private boolean failed;

  LargeAnswer(ResultStore store, OperationId operation, MaskingPlan plan, ValueNet net) {
    this.store = store;
    this.operation = operation;
    this.plan = plan;
    this.net = net;
  }

  @Override
  public boolean take(RawAnswer part) {
    return take(Masker.mask(part, plan, net));
  }

  private boolean take(MaskedAnswer part) {
    try {
      open(part.columns()).write(part.rows());
    } catch (ResultUnavailable e) {
      failed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !failed;
  }

  private ResultLines open(List<MaskedAnswer.MaskedColumn> columns) throws IOException {
    ResultLines open = lines;
    if (open == null) {
      ResultStore.Upload begun = store.begin(operation);
      upload = begun;
      open = new ResultLines(begun.bytes(), columns);
      lines = open;
    }
    return open;
  }

  /** The answer as it leaves, now that the run has come to its end. */
  Departure departure(RawAnswer raw) {
    MaskedAnswer masked = Masker.mask(raw, plan, net);
    return lines == null && !failed ? Departure.whole(masked) : beside(masked);
  }

  /** The same with its rows in the store of large answers instead of in itself. */
  Departure moved(Departure whole) {
    if (lines != null || failed) {
      return Departure.withoutRows(whole.answer());
    }
    take(whole.answer());
    return beside(whole.answer());
  }

  private Departure beside(MaskedAnswer masked) {
    ResultLines written = lines;
    Optional<StoredResult> stored = written == null ? Optional.empty() : completed(written);
    return written != null && stored.isPresent()
        ? new Departure(masked, written.rows(), stored)
        : Departure.withoutRows(masked);
  }

  private Optional<StoredResult> completed(ResultLines written) {
    ResultStore.Upload begun = upload;
    if (failed || begun == null) {
      return Optional.empty();
    }
    try {
      StoredResult stored = written.end();
      begun.complete();
      return Optional.of(stored);
    } catch (ResultUnavailable e) {
      failed = true;
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ResultStore.Upload begun = upload;
    if (begun != null) {
      begun.close();
    }
  }
}
