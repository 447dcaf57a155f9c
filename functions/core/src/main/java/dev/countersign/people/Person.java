package dev.countersign.people;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A natural person with all their linked accounts.
 *
 * @param name the name under which the bundle knows the person, unique in it
 * @param displayName how people call them
 * @param email where notifications go; grants nothing
 * @param accounts every account that is this person
 * @param groups the groups that the bundle puts them in
 */
public record Person(
    String name,
    String displayName,
    String email,
    SortedSet<Account> accounts,
    SortedSet<String> groups) {

  public Person {
    accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }
}
