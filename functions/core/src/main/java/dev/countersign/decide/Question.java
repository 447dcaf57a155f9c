package dev.countersign.decide;

import dev.countersign.decide.Exposure.Place;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One question to the policies, with everything that they are told.
 *
 * @param asker who asks
 * @param action what they would do
 * @param resource what they would do it to
 * @param label the label of the resource, where it is a column
 * @param circumstances what is told of the operation; empty for the actions that need none
 * @param places where a write uses the true values of the resource, where that is a column
 */
record Question(
    Asker asker,
    PolicyAction action,
    Lineage resource,
    Optional<String> label,
    Optional<Circumstances> circumstances,
    SortedSet<Place> places) {

  Question {
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
  }

  static Question connect(Asker asker, Lineage connection) {
    return new Question(
        asker,
        PolicyAction.CONNECT,
        connection,
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>());
  }

  static Question see(Asker asker, Lineage column, String label) {
    return new Question(
        asker, PolicyAction.SEE, column, Optional.of(label), Optional.empty(), new TreeSet<>());
  }

  static Question operate(Asker asker, PolicyAction action, Lineage resource, Facts facts) {
    return new Question(
        asker,
        action,
        resource,
        Optional.empty(),
        Optional.of(Circumstances.of(facts)),
        new TreeSet<>());
  }

  static Question expose(
      Asker asker, Lineage column, String label, Facts facts, SortedSet<Place> places) {
    return new Question(
        asker,
        PolicyAction.EXPOSE,
        column,
        Optional.of(label),
        Optional.of(Circumstances.of(facts)),
        places);
  }
}
