package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evidence in this process's memory: the model that every store is compared with, and what tests of
 * the duties run on. One lock makes every append and every read one instant.
 */
public final class InMemoryEvidenceLog implements EvidenceLog {

  private final NavigableMap<EntryKey, Entry> entries = new TreeMap<>();
  private final Map<OperationId, StoredAnswer> answers = new HashMap<>();
  private final InstantSource clock;

  /** An empty log that judges by this clock whether an answer has expired. */
  public InMemoryEvidenceLog(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized AppendOutcome append(Append append) {
    if (append.entries().stream().allMatch(entry -> entry.equals(entries.get(entry.key())))) {
      return new AppendOutcome.Appended();
    }
    TreeSet<EntryKey> failed = new TreeSet<>();
    append.entries().stream().map(Entry::key).filter(entries::containsKey).forEach(failed::add);
    append.absent().stream().filter(entries::containsKey).forEach(failed::add);
    append.present().stream().filter(key -> !entries.containsKey(key)).forEach(failed::add);
    if (!failed.isEmpty()) {
      return new AppendOutcome.Conflict(failed);
    }
    append.entries().forEach(entry -> entries.put(entry.key(), entry));
    append.answer().ifPresent(answer -> answers.put(answer.operation(), answer));
    return new AppendOutcome.Appended();
  }

  @Override
  public synchronized List<Entry> read(OperationId operation) {
    return entries.values().stream()
        .filter(entry -> entry.key().operation().equals(operation))
        .toList();
  }

  @Override
  public synchronized Optional<Entry> find(EntryKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized Optional<StoredAnswer> answer(OperationId operation) {
    return Optional.ofNullable(answers.get(operation))
        .filter(answer -> clock.instant().isBefore(answer.expiresAt()));
  }
}
