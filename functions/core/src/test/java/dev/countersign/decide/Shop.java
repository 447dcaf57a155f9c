package dev.countersign.decide;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.classify.Signal;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small shop and the people around it, for the tests of deciding. */
final class Shop {

  static final ConnectionName ORDERS = new ConnectionName("orders");
  static final RelationName CUSTOMERS = new RelationName("public", "customers");
  static final RelationName PAYMENTS = new RelationName("public", "payments");
  static final ColumnName PHONE = new ColumnName(CUSTOMERS, "phone");
  static final ColumnName EMAIL = new ColumnName(CUSTOMERS, "email");
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  static final Principal REPORTER = agent("reporter");
  static final Principal INES = person("ines");

  /** A caller may connect and read, and write once a DBA has approved. */
  static final String POLICIES =
      """
      @id("reporting-connects")
      permit (principal in Group::"reporting", action == Action::"connect",
        resource == Connection::"orders");

      @id("reporting-works")
      permit (principal in Group::"reporting",
        action in [Action::"read", Action::"write"], resource in Connection::"orders");

      @id("writes-need-a-dba") @message("a DBA countersigns writes to orders")
      @approvers("dba") @quorum("1") @expires("PT4H")
      forbid (principal, action == Action::"write", resource in Connection::"orders")
      unless { context.approved };
      """;

  private Shop() {}

  static Policy policy(String... texts) {
    return Policy.of(bundle(texts));
  }

  static Bundle bundle(String... texts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int index = 0; index < texts.length; index++) {
      files.put("policies/" + index + ".cedar", texts[index]);
    }
    return bundle(files);
  }

  static Bundle bundle(SortedMap<String, String> files) {
    Connection connection =
        new Connection(
            ORDERS,
            "127.0.0.1",
            5432,
            "shop",
            "orders/read",
            "orders/write",
            List.of("public"),
            Connection.Unlabelled.CLEAR,
            Connection.Limits.defaults());
    return new Bundle(
        Digest.ofText("a version"),
        new TreeMap<>(Map.of(ORDERS, connection)),
        new TreeMap<>(
            Map.of(
                ORDERS,
                new Labels(
                    new TreeMap<>(Map.of(PHONE, Label.of("phone"), EMAIL, Label.of("email"))),
                    List.of(),
                    new TreeSet<>()))),
        roster(),
        files);
  }

  private static Roster roster() {
    TreeMap<String, Person> persons = new TreeMap<>();
    persons.put("olga", inGroups("olga"));
    persons.put("sam", inGroups("sam", "dba"));
    persons.put("dana", inGroups("dana", "dba"));
    persons.put("ines", inGroups("ines", "support"));
    Agent reporter =
        new Agent(
            "reporter",
            account("reporter"),
            new TreeSet<>(Set.of("olga")),
            new TreeSet<>(Set.of("sam")),
            new TreeSet<>(Set.of("reporting")));
    return new Roster(persons, new TreeMap<>(Map.of("reporter", reporter)));
  }

  private static Person inGroups(String name, String... groups) {
    return new Person(
        name,
        name,
        name + "@shop.example",
        new TreeSet<>(Set.of(account(name))),
        new TreeSet<>(List.of(groups)));
  }

  static Account account(String name) {
    return new Account("https://issuer.example", name);
  }

  static Principal person(String name) {
    return principal(account(name), PrincipalKind.PERSON, List.of());
  }

  static Principal agent(String name) {
    return principal(account(name), PrincipalKind.AGENT, List.of());
  }

  static Principal principal(Account account, PrincipalKind kind, List<Account> actors) {
    return new Principal(
            account, kind, account.subject(), new TreeSet<>(), actors, Optional.empty())
        .under(roster());
  }

  static Facts facts(Principal principal, Effect effect, RelationUse... uses) {
    return facts(principal, effect, Set.of(), uses);
  }

  static Facts facts(Principal principal, Effect effect, Set<Signal> signals, RelationUse... uses) {
    return new Facts(
        principal,
        ORDERS,
        new Classification(
            effect,
            new TreeSet<>(List.of(uses)),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(signals),
            effect == Effect.READ ? "" : "it changes something"),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        true,
        NOON);
  }

  static RelationUse reads(RelationName relation) {
    return new RelationUse(relation, RelationUse.Access.READ);
  }

  static RelationUse writes(RelationName relation) {
    return new RelationUse(relation, RelationUse.Access.WRITE);
  }
}
