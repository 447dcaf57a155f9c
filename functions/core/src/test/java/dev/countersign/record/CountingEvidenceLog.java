package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A log that keeps which calls were made, in their order. Each is one call of a store. */
public final class CountingEvidenceLog implements EvidenceLog {

  private final EvidenceLog log;
  private final List<String> calls = new ArrayList<>();

  public CountingEvidenceLog(EvidenceLog log) {
    this.log = log;
  }

  /** The calls since the last time that this was asked. */
  public synchronized List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  private synchronized void count(String call) {
    calls.add(call);
  }

  @Override
  public AppendOutcome append(Append append) {
    EntryKey key = append.entries().getFirst().key();
    count("write " + key.kind());
    return log.append(append);
  }

  @Override
  public List<Entry> read(OperationId operation) {
    Duty.CASE_FILE.reversed().forEach(duty -> count("read " + duty.key()));
    return log.read(operation);
  }

  @Override
  public List<Entry> read(OperationId operation, Duty duty) {
    count("read " + duty.key());
    return log.read(operation, duty);
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    count("find");
    return log.find(key);
  }

  @Override
  public List<Entry> find(SortedSet<EntryKey> keys) {
    count("find");
    return log.find(keys);
  }

  @Override
  public Optional<StoredAnswer> answer(OperationId operation) {
    count("answer");
    return log.answer(operation);
  }

  @Override
  public Optional<Delivery> delivery(OperationId operation) {
    count("delivery");
    return log.delivery(operation);
  }
}
