package dev.countersign.audit;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.people.Account;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.Optional;

/**
 * A person who may read what is recorded. There is no way to make one but by the role, which is
 * judged by the bundle of now at every request.
 */
final class Auditor {

  /** The group of the bundle whose members are auditors. */
  static final String ROLE = "auditor";

  private final String name;
  private final Account account;

  private Auditor(String name, Account account) {
    this.name = name;
    this.account = account;
  }

  /** The person with this account, if they have the role. */
  static Optional<Auditor> of(Account account, Roster roster) {
    return roster
        .personWith(account)
        .filter(person -> person.groups().contains(ROLE))
        .map(Person::name)
        .map(name -> new Auditor(name, account));
  }

  /**
   * The person that this principal is, if they have the role. An agent has none, and neither has
   * whoever acts for a person.
   */
  static Optional<Auditor> of(Principal principal, Roster roster) {
    return principal.kind() == PrincipalKind.PERSON && principal.actors().isEmpty()
        ? of(principal.account(), roster)
        : Optional.empty();
  }

  /** The name in the bundle. */
  String name() {
    return name;
  }

  /** The account with which they came. */
  Account account() {
    return account;
  }
}
