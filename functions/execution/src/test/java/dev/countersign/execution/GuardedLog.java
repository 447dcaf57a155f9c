package dev.countersign.execution;

import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.StoredAnswer;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** A log in front of which every append passes a guard, which may throw a fault of the store. */
record GuardedLog(EvidenceLog log, Consumer<Append> guard) implements EvidenceLog {

  @Override
  public AppendOutcome append(Append append) {
    guard.accept(append);
    return log.append(append);
  }

  @Override
  public List<Entry> read(OperationId operation) {
    return log.read(operation);
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return log.find(key);
  }

  @Override
  public List<Entry> read(OperationId operation, Duty duty) {
    return log.read(operation, duty);
  }

  @Override
  public List<Entry> find(SortedSet<EntryKey> keys) {
    return log.find(keys);
  }

  @Override
  public Optional<Delivery> delivery(OperationId operation) {
    return log.delivery(operation);
  }

  @Override
  public Optional<StoredAnswer> answer(OperationId operation) {
    return log.answer(operation);
  }
}
