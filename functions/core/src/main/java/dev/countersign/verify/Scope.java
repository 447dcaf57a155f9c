package dev.countersign.verify;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export was asked for: every operation that was requested within a time and passes the
 * filters, each with everything recorded of it.
 *
 * @param from the first instant of the time; empty where it begins with the first operation
 * @param until the last instant of the time
 * @param filters what else was asked for, by the filter's name; none where everything was
 */
public record Scope(Optional<Instant> from, Instant until, SortedMap<String, String> filters) {

  public Scope {
    filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
  }

  /** Everything requested until this instant. */
  public static Scope everythingUntil(Instant until) {
    return new Scope(Optional.empty(), until, new TreeMap<>());
  }

  /** Whether the two differ in nothing but how far they reach. */
  boolean selectsLike(Scope other) {
    return from.equals(other.from) && filters.equals(other.filters);
  }
}
