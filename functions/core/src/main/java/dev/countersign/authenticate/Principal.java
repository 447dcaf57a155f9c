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
    return known(token.account(), token.kind(), token.actors(), roster);
  }

  /**
   * The same identity and chain as this roster knows them: perhaps in other groups, with other
   * controllers.
   */
  public Principal under(Roster roster) {
    return known(account, kind, actors, roster);
  }

  private static Principal known(
      Account account, PrincipalKind kind, List<Account> actors, Roster roster) {
    return switch (kind) {
      case PERSON -> {
        Optional<Person> person = roster.personWith(account);
        yield new Principal(
            account,
            kind,
            person.map(Person::name).orElse(account.subject()),
            person.map(Person::groups).orElse(new TreeSet<>()),
            actors,
            withChain(person.map(p -> Controllers.of(p.name())), actors, roster));
      }
      case AGENT -> {
        Optional<Agent> agent = roster.agentWith(account);
        yield new Principal(
            account,
            kind,
            agent.map(Agent::name).orElse(account.subject()),
            agent.map(Agent::groups).orElse(new TreeSet<>()),
            actors,
            withChain(agent.map(Agent::controllers), actors, roster));
      }
    };
  }

  private static Optional<Controllers> withChain(
      Optional<Controllers> own, List<Account> actors, Roster roster) {
    Optional<Controllers> all = own;
    for (Account actor : actors) {
      // One unknown member makes the whole chain unknown: nobody could be shown to be independent.
      Optional<Controllers> behind = roster.controllersOf(actor);
      all = all.flatMap(known -> behind.map(known::union));
    }
    return all;
  }
}
