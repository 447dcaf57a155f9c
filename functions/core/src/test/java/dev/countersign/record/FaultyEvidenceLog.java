package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A log behind a network that fails by a script, in every way that a real one does. */
public final class FaultyEvidenceLog implements EvidenceLog {

  private final EvidenceLog log;
  private final FaultScript script;
  private final Queue<Append> onTheirWay = new ConcurrentLinkedQueue<>();

  public FaultyEvidenceLog(EvidenceLog log, FaultScript script) {
    this.log = log;
    this.script = script;
  }

  @Override
  public AppendOutcome append(Append append) {
    deliverTheLate();
    return switch (script.next()) {
      case NONE -> log.append(append);
      case CONTENDED, THROTTLED, TIMED_OUT_BEFORE -> throw unanswered("append");
      case TIMED_OUT_AFTER -> {
        log.append(append);
        throw unanswered("append");
      }
      case ARRIVES_LATE -> {
        onTheirWay.add(append);
        throw unanswered("append");
      }
      case DELIVERED_TWICE -> {
        log.append(append);
        yield log.append(append);
      }
    };
  }

  @Override
  public List<Entry> read(OperationId operation) {
    return reading("read", () -> log.read(operation));
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return reading("find", () -> log.find(key));
  }

  @Override
  public List<Entry> read(OperationId operation, Duty duty) {
    return reading("read", () -> log.read(operation, duty));
  }

  @Override
  public List<Entry> find(SortedSet<EntryKey> keys) {
    return reading("find", () -> log.find(keys));
  }

  @Override
  public Optional<Delivery> delivery(OperationId operation) {
    return reading("delivery", () -> log.delivery(operation));
  }

  @Override
  public Optional<StoredAnswer> answer(OperationId operation) {
    return reading("answer", () -> log.answer(operation));
  }

  private <T> T reading(String call, Supplier<T> read) {
    deliverTheLate();
    return switch (script.next()) {
      case NONE, DELIVERED_TWICE -> read.get();
      case CONTENDED, THROTTLED, TIMED_OUT_BEFORE, TIMED_OUT_AFTER, ARRIVES_LATE ->
          throw unanswered(call);
    };
  }

  private void deliverTheLate() {
    for (Append late = onTheirWay.poll(); late != null; late = onTheirWay.poll()) {
      // Nobody waits for this answer any more.
      log.append(late);
    }
  }

  private static EvidenceUnavailable unanswered(String call) {
    return new EvidenceUnavailable(call, new IllegalStateException("a fault by the script"));
  }
}
