package dev.countersign.benchmarks;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A shop with ten tables, one agent and the people around it, as in the bundle of the demo. */
final class Scene {

  static final int TABLES = 10;
  static final ConnectionName SHOP = new ConnectionName("shop");
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Account AGENT = new Account("https://agents.example", "reporter");

  /** An ordinary read of one table with a masked column. */
  static final String ONE_TABLE =
      "select id, full_name, email, country from table_0 where id = $1 and country = 'DE'";

  private static final String POLICIES =
      """
      @id("reporting-works")
      permit (principal in Group::"reporting", action in [Action::"connect", Action::"read", Action::"write"],
        resource in Connection::"shop");

      @id("writes-need-a-dba") @message("a DBA countersigns") @approvers("dba") @quorum("1") @expires("PT4H")
      forbid (principal, action == Action::"write", resource in Connection::"shop")
      unless { context.approved };

      @id("no-schema-changes") @message("no schema changes")
      forbid (principal, action == Action::"schema", resource in Connection::"shop");

      @id("no-administration") @message("no administration")
      forbid (principal, action == Action::"admin", resource in Connection::"shop");

      @id("support-sees-phone-numbers")
      permit (principal in Group::"support", action == Action::"see", resource in Connection::"shop")
      when { resource.label == "phone" };
      """;

  private Scene() {}

  /** A read that joins this many tables. */
  static String joining(int tables) {
    return IntStream.range(1, tables)
        .mapToObj(table -> " join table_%d on table_%d.id = table_0.id".formatted(table, table))
        .collect(Collectors.joining("", "select table_0.id, table_0.email from table_0", ""));
  }

  static Catalogue catalogue() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    for (int table = 0; table < TABLES; table++) {
      RelationName name = new RelationName("public", "table_" + table);
      relations.put(
          name,
          new Relation(
              name,
              RelationKind.TABLE,
              List.of(
                  new Column("id", "integer", false, false),
                  new Column("full_name", "text", true, false),
                  new Column("email", "text", true, false),
                  new Column("country", "text", true, false)),
              List.of("id"),
              new TreeSet<>(),
              false,
              ""));
    }
    return new Catalogue(List.of("public"), relations, new TreeSet<>(), new TreeSet<>());
  }

  static Connection connection() {
    return new Connection(
        SHOP,
        "127.0.0.1",
        5432,
        "shop",
        "shop/read",
        "shop/write",
        List.of("public"),
        Connection.Unlabelled.CLEAR,
        Connection.Limits.defaults());
  }

  static Bundle bundle() {
    ColumnName email = new ColumnName(new RelationName("public", "table_0"), "email");
    return new Bundle(
        Digest.ofText("a bundle"),
        new TreeMap<>(Map.of(SHOP, connection())),
        new TreeMap<>(
            Map.of(
                SHOP,
                new Labels(
                    new TreeMap<>(Map.of(email, Label.of("email"))), List.of(), new TreeSet<>()))),
        roster(),
        new TreeMap<>(Map.of("policies/shop.cedar", POLICIES)));
  }

  private static Roster roster() {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("olga", "sam", "dana", "mei", "ines")) {
      persons.put(
          name,
          new Person(
              name,
              name,
              name + "@shop.example",
              new TreeSet<>(List.of(new Account("https://people.example", name))),
              new TreeSet<>(List.of(name.equals("ines") ? "support" : "dba"))));
    }
    Agent reporter =
        new Agent(
            "reporter",
            AGENT,
            new TreeSet<>(List.of("olga")),
            new TreeSet<>(List.of("sam")),
            new TreeSet<>(List.of("reporting")));
    return new Roster(persons, new TreeMap<>(Map.of("reporter", reporter)));
  }

  static Operation operation(String statement, Bundle bundle) {
    Principal reporter =
        new Principal(
                AGENT,
                PrincipalKind.AGENT,
                "reporter",
                new TreeSet<>(),
                List.of(),
                Optional.empty())
            .under(bundle.roster());
    return new Operation(
        new OperationId("op-0123456789abcdef0123456789abcdef"),
        SHOP,
        statement,
        List.of(),
        false,
        "a measurement",
        "2026-11-21",
        reporter,
        NOON);
  }
}
