package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Evidence in this process's memory: the model that every store is compared with, and what tests of
 * the duties run on. One lock makes every append and every read one instant.
 */
public final class InMemoryEvidenceLog implements EvidenceLog, KeptCases, OpenOperations {

  private final NavigableMap<EntryKey, Entry> entries = new TreeMap<>();
  private final Map<OperationId, StoredAnswer> answers = new HashMap<>();
  private final Map<EntryKey, KeptEntry> tampered = new HashMap<>();
  private final Map<OperationId, String> tamperedAnswers = new HashMap<>();
  private final SortedMap<OperationId, Instant> open = new TreeMap<>();
  private final SortedMap<EntryKey, SortedMap<String, String>> indexes = new TreeMap<>();
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
    indexes.put(append.entries().getFirst().key(), append.index());
    append.answer().ifPresent(answer -> answers.put(answer.operation(), answer));
    append.lookAt().ifPresent(lookAt -> open.put(append.operation(), lookAt));
    if (append.closes()) {
      open.remove(append.operation());
    }
    return new AppendOutcome.Appended();
  }

  @Override
  public synchronized List<Entry> read(OperationId operation) {
    return entries.values().stream()
        .filter(entry ->
            entry.key().operation().equals(operation)
                && Duty.CASE_FILE.contains(entry.key().duty()))
        .toList();
  }

  @Override
  public synchronized List<Entry> read(OperationId operation, Duty duty) {
    return entries.values().stream()
        .filter(entry -> entry.key().operation().equals(operation) && entry.key().duty() == duty)
        .toList();
  }

  /** Somebody changes what is kept at this place, behind the log's back. */
  public synchronized void tamper(EntryKey key, UnaryOperator<String> change) {
    Entry entry = find(key).orElseThrow();
    tampered.put(key, new KeptEntry(key, change.apply(entry.document()), entry.hash()));
  }

  /** Somebody changes the stored answer, behind the log's back. */
  public synchronized void tamperWithAnswer(OperationId operation, String document) {
    tamperedAnswers.put(operation, document);
  }

  @Override
  public synchronized KeptCase kept(OperationId operation) {
    return new KeptCase(
        operation,
        read(operation).stream()
            .map(entry -> tampered.getOrDefault(entry.key(), KeptEntry.of(entry)))
            .toList(),
        answer(operation)
            .map(answer -> tamperedAnswers.getOrDefault(operation, answer.document())));
  }

  /** By what lists find each entry. */
  synchronized List<SortedMap<String, String>> indexes() {
    return List.copyOf(indexes.values());
  }

  @Override
  public synchronized Optional<Entry> find(EntryKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized List<Entry> find(SortedSet<EntryKey> keys) {
    return keys.stream().flatMap(key -> find(key).stream()).toList();
  }

  @Override
  public synchronized Optional<Delivery> delivery(OperationId operation) {
    return find(EvidenceKind.FINISHED.key(operation))
        .flatMap(end -> answer(operation).map(answer -> new Delivery(end, answer)));
  }

  @Override
  public synchronized Optional<StoredAnswer> answer(OperationId operation) {
    return Optional.ofNullable(answers.get(operation))
        .filter(answer -> clock.instant().isBefore(answer.expiresAt()));
  }

  @Override
  public synchronized List<Listed> due(Instant now, int limit) {
    return open.entrySet().stream()
        .map(one -> new Listed(one.getKey(), one.getValue()))
        .filter(listed -> !listed.lookAt().isAfter(now))
        .sorted(Comparator.comparing(Listed::lookAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void putOff(Listed listed, Instant lookAt) {
    open.replace(listed.operation(), listed.lookAt(), lookAt);
  }

  @Override
  public synchronized void remove(OperationId operation) {
    open.remove(operation);
  }
}
