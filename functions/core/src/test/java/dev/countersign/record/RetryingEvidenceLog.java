package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/** What every caller of a log does when it gets no answer: asks again, with the same append. */
public final class RetryingEvidenceLog implements EvidenceLog {

  private static final int ATTEMPTS = 100;

  private final EvidenceLog log;

  public RetryingEvidenceLog(EvidenceLog log) {
    this.log = log;
  }

  @Override
  public AppendOutcome append(Append append) {
    return retrying(() -> log.append(append));
  }

  @Override
  public List<Entry> read(OperationId operation) {
    return retrying(() -> log.read(operation));
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return retrying(() -> log.find(key));
  }

  @Override
  public List<Entry> read(OperationId operation, Duty duty) {
    return retrying(() -> log.read(operation, duty));
  }

  @Override
  public List<Entry> find(SortedSet<EntryKey> keys) {
    return retrying(() -> log.find(keys));
  }

  @Override
  public Optional<Delivery> delivery(OperationId operation) {
    return retrying(() -> log.delivery(operation));
  }

  @Override
  public Optional<StoredAnswer> answer(OperationId operation) {
    return retrying(() -> log.answer(operation));
  }

  private static <T> T retrying(Supplier<T> call) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return call.get();
      } catch (EvidenceUnavailable unanswered) {
        Thread.onSpinWait();
      }
    }
    return call.get();
  }
}
