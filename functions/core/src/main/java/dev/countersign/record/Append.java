package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Entries to be written together, or not at all, under conditions. It touches at most 100 places,
 * and each of them in one way only. An append with an entry that closes its operation takes it from
 * the list of {@link OpenOperations} in the same write, whoever writes it.
 *
 * @param entries the entries, at least one; each only if nothing stands at its place
 * @param absent places at which nothing may stand
 * @param present places at which something must stand
 * @param answer a masked answer to be stored in the same write
 * @param lookAt that the operation stands in the list of open ones from this write on, to be looked
 *     at from this instant on; what the list said of it before is replaced
 * @param index by what lists find the operation, kept with the first entry; never used for a
 *     decision
 */
public record Append(
    List<Entry> entries,
    SortedSet<EntryKey> absent,
    SortedSet<EntryKey> present,
    Optional<StoredAnswer> answer,
    Optional<Instant> lookAt,
    SortedMap<String, String> index) {

  /** What the store takes in one transaction (DynamoDB developer guide, "Quotas"). */
  private static final int MAXIMUM = 100;

  public Append {
    entries = List.copyOf(entries);
    absent = Collections.unmodifiableSortedSet(new TreeSet<>(absent));
    present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
    index = Collections.unmodifiableSortedMap(new TreeMap<>(index));
    requireOneRuleForEachPlace(entries, absent, present);
    boolean closes = closes(entries);
    if (closes && lookAt.isPresent()) {
      throw new IllegalArgumentException("an append opens an operation or closes it");
    }
    int beside = (answer.isPresent() ? 1 : 0) + (closes || lookAt.isPresent() ? 1 : 0);
    if (entries.size() + absent.size() + present.size() + beside > MAXIMUM) {
      throw new IllegalArgumentException("an append touches at most " + MAXIMUM + " places");
    }
  }

  private static boolean closes(List<Entry> entries) {
    return entries.stream()
        .map(entry -> EvidenceKind.of(entry.key()))
        .flatMap(Optional::stream)
        .anyMatch(EvidenceKind::closes);
  }

  private static void requireOneRuleForEachPlace(
      List<Entry> entries, Set<EntryKey> absent, Set<EntryKey> present) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("an append writes at least one entry");
    }
    Set<EntryKey> places = new HashSet<>(absent);
    boolean distinct =
        present.stream().allMatch(places::add)
            && entries.stream().map(Entry::key).allMatch(places::add);
    if (!distinct) {
      throw new IllegalArgumentException("an append has one entry or condition for each place");
    }
  }

  /** An append without conditions beyond write-once. */
  public static Append of(Entry... entries) {
    return new Append(
        List.of(entries),
        new TreeSet<>(),
        new TreeSet<>(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  /** The same, only if nothing stands at these places. */
  public Append ifAbsent(EntryKey... keys) {
    TreeSet<EntryKey> all = new TreeSet<>(absent);
    all.addAll(List.of(keys));
    return new Append(entries, all, present, answer, lookAt, index);
  }

  /** The same, only if something stands at these places. */
  public Append ifPresent(EntryKey... keys) {
    TreeSet<EntryKey> all = new TreeSet<>(present);
    all.addAll(List.of(keys));
    return new Append(entries, absent, all, answer, lookAt, index);
  }

  /** The same, with this answer stored in the same write. */
  public Append with(StoredAnswer stored) {
    return new Append(entries, absent, present, Optional.of(stored), lookAt, index);
  }

  /** The same, found by lists under these attributes. */
  public Append indexedBy(Map<String, String> attributes) {
    return new Append(entries, absent, present, answer, lookAt, new TreeMap<>(attributes));
  }

  /** The same, with the operation in the list of open ones, to be looked at from then on. */
  public Append opening(Instant firstLook) {
    return new Append(entries, absent, present, answer, Optional.of(firstLook), index);
  }

  /** Whether nothing more will happen to the operation once this is written. */
  public boolean closes() {
    return closes(entries);
  }

  /** The operation that it speaks of: that of its first entry. */
  public OperationId operation() {
    return entries.getFirst().key().operation();
  }
}
