package dev.countersign.people;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everyone the bundle knows.
 *
 * <p>INVARIANT: an account belongs to at most one person or agent, and every owner and operator is
 * a person of this roster.
 *
 * @param persons the persons by name
 * @param agents the agents by name
 */
public record Roster(SortedMap<String, Person> persons, SortedMap<String, Agent> agents) {

  public Roster {
    persons = Collections.unmodifiableSortedMap(new TreeMap<>(persons));
    agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    requireAccountsAreUnique(persons, agents);
    for (Agent agent : agents.values()) {
      for (String person : agent.controllers().persons()) {
        if (!persons.containsKey(person)) {
          throw new IllegalArgumentException(
              "agent `" + agent.name() + "` names `" + person + "`, who is not in the roster");
        }
      }
    }
  }

  private static void requireAccountsAreUnique(
      SortedMap<String, Person> persons, SortedMap<String, Agent> agents) {
    SortedSet<Account> seen = new TreeSet<>();
    for (Person person : persons.values()) {
      for (Account account : person.accounts()) {
        requireNew(seen, account);
      }
    }
    for (Agent agent : agents.values()) {
      requireNew(seen, agent.account());
    }
  }

  private static void requireNew(SortedSet<Account> seen, Account account) {
    if (!seen.add(account)) {
      throw new IllegalArgumentException("account `" + account + "` is listed twice");
    }
  }

  /** The person who has this account. */
  public Optional<Person> personWith(Account account) {
    return persons.values().stream().filter(p -> p.accounts().contains(account)).findFirst();
  }

  /** The agent that has this account. */
  public Optional<Agent> agentWith(Account account) {
    return agents.values().stream().filter(a -> a.account().equals(account)).findFirst();
  }

  /** Who answers for this account; empty where nobody is known to. */
  public Optional<Controllers> controllersOf(Account account) {
    return personWith(account)
        .map(person -> Controllers.of(person.name()))
        .or(() -> agentWith(account).map(Agent::controllers));
  }

  /** The persons in this group. */
  public SortedSet<String> membersOf(String group) {
    SortedSet<String> members = new TreeSet<>();
    for (Person person : persons.values()) {
      if (person.groups().contains(group)) {
        members.add(person.name());
      }
    }
    return members;
  }
}
