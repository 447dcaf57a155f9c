package dev.countersign.decide;

import dev.countersign.authenticate.Principal;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who asks, as policies name them.
 *
 * <p>INVARIANT: only an account of the roster has a name of the roster. A stranger goes by issuer
 * and subject, since the subject of one issuer may read like a name that the bundle gave away.
 *
 * @param type {@code Person} or {@code Agent}
 * @param id the name in the bundle, or the account of a stranger
 * @param groups the groups that the bundle puts it in
 * @param controllers who answers for it; empty where this is not known
 * @param actors how many act for it in its token
 */
record Asker(
    String type, String id, SortedSet<String> groups, SortedSet<String> controllers, int actors) {

  /** The principal, in the groups and with the controllers that this roster gives it. */
  static Asker of(Principal principal, Roster roster) {
    Principal known = principal.under(roster);
    Account account = known.account();
    SortedSet<String> controllers = new TreeSet<>();
    known.controllers().ifPresent(behind -> controllers.addAll(behind.persons()));
    return switch (known.kind()) {
      case PERSON ->
          new Asker(
              "Person",
              roster.personWith(account).map(Person::name).orElse(account.toString()),
              known.groups(),
              controllers,
              known.actors().size());
      case AGENT ->
          new Asker(
              "Agent",
              roster.agentWith(account).map(Agent::name).orElse(account.toString()),
              known.groups(),
              controllers,
              known.actors().size());
    };
  }
}
