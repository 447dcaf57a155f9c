package dev.countersign.record;

import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds operations for lists. It follows the evidence by a moment, and never serves a decision.
 * Every call throws {@link EvidenceUnavailable} if the store does not answer.
 */
public interface OperationIndex {

  /** In which order a list goes. */
  enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /**
   * A walk through operations in the order in which they were asked.
   *
   * @param requesters only those of these accounts; of everybody if empty
   * @param outcome only those that ended in this closed state
   * @param from asked at the earliest then
   * @param to asked before then
   * @param order which first
   * @param after the place behind which to go on: one that a stretch has given
   * @param rows how many operations to bring at the most
   * @param examine how many operations to look at; a stretch looks at no more than these and what
   *     one further call to the store brings
   */
  record Walk(
      SortedSet<Account> requesters,
      Optional<OperationState> outcome,
      Instant from,
      Instant to,
      Order order,
      Optional<String> after,
      int rows,
      int examine) {
    public Walk {
      requesters = Collections.unmodifiableSortedSet(new TreeSet<>(requesters));
    }
  }

  /**
   * A part of a walk.
   *
   * @param rows the operations wanted, in order
   * @param examined how many operations the store was asked for
   * @param next the place behind which to go on; empty where the walk is at its end
   */
  record Stretch(List<ListedOperation> rows, int examined, Optional<String> next) {
    public Stretch {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Walks until it has enough operations, has looked at enough, or is at the end. A walk over one
   * outcome, or over everybody, goes by days, and also ends a stretch after 31 of them.
   */
  Stretch walk(Walk walk, Predicate<ListedOperation> wanted);

  /**
   * Where these operations stand: what is kept at the places of which there is at most one each.
   *
   * @param operations at most 100
   */
  SortedMap<OperationId, KeptCase> outlines(Collection<OperationId> operations);
}
