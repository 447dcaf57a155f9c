package dev.countersign.people;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The natural persons who answer for a principal, by name. Never empty: the empty set would be
 * disjoint from everyone, so a principal whose controllers are unknown has no {@code Controllers}
 * at all.
 *
 * @param persons names of persons in the bundle, at least one
 */
public record Controllers(SortedSet<String> persons) {

  public Controllers {
    persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
    if (persons.isEmpty()) {
      throw new IllegalArgumentException("controllers cannot be empty");
    }
  }

  /** The controllers of one person: that person. */
  public static Controllers of(String person) {
    return new Controllers(new TreeSet<>(List.of(person)));
  }

  /** All persons of both. */
  public Controllers union(Controllers other) {
    TreeSet<String> all = new TreeSet<>(persons);
    all.addAll(other.persons);
    return new Controllers(all);
  }

  /** The persons who stand in both; empty exactly when the two are independent of each other. */
  public SortedSet<String> shared(Controllers other) {
    TreeSet<String> both = new TreeSet<>(persons);
    both.retainAll(other.persons);
    return Collections.unmodifiableSortedSet(both);
  }
}
