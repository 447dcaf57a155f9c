package dev.countersign.verify;

import dev.countersign.record.OperationState;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was checked, and what could not be.
 *
 * @param operations how many operations there are
 * @param entries how many entries they have
 * @param bundles how many bundles there are
 * @param outcomes how many of the operations that could be judged came to each state
 * @param approvals how many approvals were checked
 * @param votes how many votes were checked
 * @param decisions how many decisions were made again
 * @param denials of how many denials only the policies named were compared
 * @param answers how many answers were checked
 * @param answersNotKept how many operations succeeded whose answer is not in the export
 * @param unjudged how many operations could not be judged as a whole, since a line of theirs is
 *     broken
 * @param findings how much is wrong
 * @param comparedWithHead whether an earlier head was given and could be compared
 * @param head the head of this export; empty where it does not even say what it is
 */
public record Verification(
    long operations,
    long entries,
    long bundles,
    SortedMap<OperationState, Long> outcomes,
    long approvals,
    long votes,
    long decisions,
    long denials,
    long answers,
    long answersNotKept,
    long unjudged,
    long findings,
    boolean comparedWithHead,
    Optional<Head> head) {

  public Verification {
    outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
  }
}
