package dev.countersign.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Entries to be written together, or not at all, under conditions.
 *
 * @param entries the entries; each only if nothing stands at its place
 * @param absent places at which nothing may stand
 * @param present places at which something must stand
 * @param answer a masked answer to be stored in the same write
 * @param index by what lists find the operation; never used for a decision
 */
public record Append(
    List<Entry> entries,
    SortedSet<EntryKey> absent,
    SortedSet<EntryKey> present,
    Optional<StoredAnswer> answer,
    SortedMap<String, String> index) {

  public Append {
    entries = List.copyOf(entries);
    absent = Collections.unmodifiableSortedSet(new TreeSet<>(absent));
    present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
    index = Collections.unmodifiableSortedMap(new TreeMap<>(index));
  }

  /** An append without conditions beyond write-once. */
  public static Append of(Entry... entries) {
    return new Append(
        List.of(entries), new TreeSet<>(), new TreeSet<>(), Optional.empty(), new TreeMap<>());
  }

  /** The same, only if nothing stands at these places. */
  public Append ifAbsent(EntryKey... keys) {
    TreeSet<EntryKey> all = new TreeSet<>(absent);
    all.addAll(List.of(keys));
    return new Append(entries, all, present, answer, index);
  }

  /** The same, only if something stands at these places. */
  public Append ifPresent(EntryKey... keys) {
    TreeSet<EntryKey> all = new TreeSet<>(present);
    all.addAll(List.of(keys));
    return new Append(entries, absent, all, answer, index);
  }

  /** The same, with this answer stored in the same write. */
  public Append with(StoredAnswer stored) {
    return new Append(entries, absent, present, Optional.of(stored), index);
  }

  /** The same, found by lists under these attributes. */
  public Append indexedBy(Map<String, String> attributes) {
    return new Append(entries, absent, present, answer, new TreeMap<>(attributes));
  }
}
