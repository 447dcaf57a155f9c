package dev.countersign.people;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A registered agent: a non-human principal and the people who answer for it.
 *
 * @param name the name under which the bundle knows the agent, unique in it
 * @param account its account
 * @param owners names of the persons who own it; at least one
 * @param operators names of the persons who run it
 * @param groups the groups that the bundle puts it in
 */
public record Agent(
    String name,
    Account account,
    SortedSet<String> owners,
    SortedSet<String> operators,
    SortedSet<String> groups) {

  public Agent {
    owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
    operators = Collections.unmodifiableSortedSet(new TreeSet<>(operators));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    if (owners.isEmpty()) {
      throw new IllegalArgumentException("agent `" + name + "` has no owner");
    }
  }

  /** The persons who answer for this agent: its owners and operators. */
  public Controllers controllers() {
    TreeSet<String> persons = new TreeSet<>(owners);
    persons.addAll(operators);
    return new Controllers(persons);
  }
}
