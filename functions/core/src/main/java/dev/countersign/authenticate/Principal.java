package dev.countersign.authenticate;

import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An authenticated identity and the people who answer for it.
 *
 * @param account the issuer and subject
 * @param kind person or agent
 * @param name the name in the bundle; the account's subject where the bundle does not know it
 * @param groups the groups that the bundle puts it in
 * @param actors every member of the token's {@code act} chain, outermost first
 * @param controllers who answers for it, the whole chain included; empty where this is not known of
 *     it or of any member of its chain
 */
public record Principal(
    Account account,
    PrincipalKind kind,
    String name,
    SortedSet<String> groups,
    List<Account> actors,
    Optional<Controllers> controllers) {

  public Principal {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    actors = List.copyOf(actors);
  }

  /** The principal that a token proves, as the roster knows it. */
  public static Principal of(VerifiedToken token, Roster roster) {
    Optional<Person> person =
        roster.personWith(token.account()).filter(p -> token.kind() == PrincipalKind.PERSON);
    Optional<Agent> agent =
        roster.agentWith(token.account()).filter(a -> token.kind() == PrincipalKind.AGENT);
    String name =
        person.map(Person::name).or(() -> agent.map(Agent::name)).orElse(token.account().subject());
    SortedSet<String> groups =
        person.map(Person::groups).or(() -> agent.map(Agent::groups)).orElse(new TreeSet<>());
    Optional<Controllers> own =
        person.map(p -> Controllers.of(p.name())).or(() -> agent.map(Agent::controllers));
    return new Principal(
        token.account(),
        token.kind(),
        name,
        groups,
        token.actors(),
        controllers(own, token.actors(), roster));
  }

  /**
   * The controllers of the principal now, under this roster: the same chain, perhaps other people.
   */
  public Optional<Controllers> controllersUnder(Roster roster) {
    return controllers(roster.controllersOf(account), actors, roster);
  }

  private static Optional<Controllers> controllers(
      Optional<Controllers> own, List<Account> actors, Roster roster) {
    Optional<Controllers> all = own;
    for (Account actor : actors) {
      // One unknown member makes the whole chain unknown: nobody could be shown to be independent
      // of it.
      Optional<Controllers> behind = roster.controllersOf(actor);
      all = all.flatMap(known -> behind.map(known::union));
    }
    return all;
  }
}
