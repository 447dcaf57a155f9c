package dev.countersign.decide;

import java.util.Optional;

/**
 * One question to the policies, with everything that they are told.
 *
 * @param asker who asks
 * @param action what they would do
 * @param resource what they would do it to
 * @param label the label of the resource, where it is a column
 * @param circumstances what is told of the operation; empty for the actions that need none
 */
record Question(
    Asker asker,
    PolicyAction action,
    Lineage resource,
    Optional<String> label,
    Optional<Circumstances> circumstances) {

  static Question connect(Asker asker, Lineage connection) {
    return new Question(
        asker, PolicyAction.CONNECT, connection, Optional.empty(), Optional.empty());
  }

  static Question see(Asker asker, Lineage column, String label) {
    return new Question(asker, PolicyAction.SEE, column, Optional.of(label), Optional.empty());
  }

  static Question operate(Asker asker, PolicyAction action, Lineage resource, Facts facts) {
    return new Question(
        asker, action, resource, Optional.empty(), Optional.of(Circumstances.of(facts)));
  }
}
