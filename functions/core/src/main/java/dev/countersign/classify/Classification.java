package dev.countersign.classify;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an operation would do. Data that policies, approvers and auditors see; it never quotes a
 * literal of the text.
 *
 * @param effect what it does at the worst
 * @param relations every relation that it touches
 * @param functions every function that it calls, folded, as written
 * @param signals what else is worth knowing
 * @param reason one line that says why the effect is not READ; empty for a read
 */
public record Classification(
    Effect effect,
    SortedSet<RelationUse> relations,
    SortedSet<String> functions,
    SortedSet<Signal> signals,
    String reason) {

  public Classification {
    relations = Collections.unmodifiableSortedSet(new TreeSet<>(relations));
    functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    signals = Collections.unmodifiableSortedSet(new TreeSet<>(signals));
  }
}
