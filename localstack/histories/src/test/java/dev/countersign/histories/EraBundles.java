package dev.countersign.histories;

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
import dev.countersign.decide.Policies;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the bundles say in each era: the same as {@link Era}, in the plane's words. */
final class EraBundles {

  private static final ConnectionName ORDERS = new ConnectionName("orders");
  private static final ConnectionName SCRATCH = new ConnectionName("scratch");
  private static final RelationName ORDERS_TABLE = new RelationName("public", "orders");
  private static final RelationName NOTES_TABLE = new RelationName("public", "notes");

  private static final String FREEZE =
      """
      @id("nobody-writes") @message("nobody writes now")
      forbid (principal, action == Action::"write", resource in Connection::"orders");
      """;

  private static final Map<Era, Bundle> BUNDLES = new EnumMap<>(Era.class);
  private static final Map<Era, Policies> POLICIES_READ = new EnumMap<>(Era.class);

  static {
    for (Era era : Era.values()) {
      BUNDLES.put(era, bundle(era));
      POLICIES_READ.put(era, new Policies());
    }
  }

  private EraBundles() {}

  static Bundle of(Era era) {
    return Optional.ofNullable(BUNDLES.get(era)).orElseThrow();
  }

  /** Policies that have been read once for all histories, as in a function that is warm. */
  static Policies policies(Era era) {
    return Optional.ofNullable(POLICIES_READ.get(era)).orElseThrow();
  }

  static Catalogue catalogue(ConnectionName connection) {
    Relation relation =
        connection.equals(ORDERS)
            ? table(ORDERS_TABLE, "id", "status")
            : table(NOTES_TABLE, "id", "seen");
    return new Catalogue(
        List.of("public"),
        new TreeMap<>(Map.of(relation.name(), relation)),
        new TreeSet<>(),
        new TreeSet<>());
  }

  private static Relation table(RelationName name, String key, String other) {
    return new Relation(
        name,
        RelationKind.TABLE,
        List.of(new Column(key, "integer", false, false), new Column(other, "text", true, false)),
        List.of(key),
        new TreeSet<>(),
        false,
        "");
  }

  private static String policies(int quorum) {
    return """
    @id("reporting-works")
    permit (principal in Group::"reporting", action in [Action::"connect", Action::"read", Action::"write"],
      resource in Connection::"orders");

    @id("reporting-takes-notes")
    permit (principal in Group::"reporting", action in [Action::"connect", Action::"read", Action::"write"],
      resource in Connection::"scratch");

    @id("dbas-work")
    permit (principal in Group::"dba", action in [Action::"connect", Action::"read", Action::"write"],
      resource in Connection::"orders");

    @id("writes-need-a-dba") @message("a DBA countersigns") @approvers("dba") @quorum("%d") @expires("PT4H")
    forbid (principal, action == Action::"write", resource in Connection::"orders")
    unless { context.approved };

    @id("writes-to-all-need-two") @message("two DBAs countersign") @approvers("dba") @quorum("2") @expires("PT1H")
    forbid (principal, action == Action::"write", resource in Connection::"orders")
    when { context.signals.noWhere }
    unless { context.approved };

    @id("no-schema-changes") @message("no schema changes")
    forbid (principal, action == Action::"schema", resource in Connection::"orders");
    """
        .formatted(quorum);
  }

  private static Bundle bundle(Era era) {
    SortedMap<String, String> policies = new TreeMap<>();
    policies.put("policies/orders.cedar", policies(era == Era.TWO_MUST_APPROVE ? 2 : 1));
    if (era == Era.NO_WRITES) {
      policies.put("policies/freeze.cedar", FREEZE);
    }
    SortedMap<ConnectionName, Labels> labels = new TreeMap<>();
    if (era == Era.STATUS_LABELLED) {
      labels.put(
          ORDERS,
          new Labels(
              new TreeMap<>(Map.of(new ColumnName(ORDERS_TABLE, "status"), Label.of("status"))),
              List.of(),
              new TreeSet<>()));
    }
    return new Bundle(
        Digest.ofText(era.name()),
        new TreeMap<>(Map.of(ORDERS, connection(ORDERS, era), SCRATCH, connection(SCRATCH, era))),
        labels,
        roster(era),
        policies);
  }

  private static Connection connection(ConnectionName name, Era era) {
    return new Connection(
        name,
        name.equals(ORDERS) ? era.host() : "10.0.0.3",
        5432,
        "shop",
        name + "/read",
        name + "/write",
        List.of("public"),
        Connection.Unlabelled.CLEAR,
        Connection.Limits.defaults());
  }

  private static Roster roster(Era era) {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : era.persons()) {
      TreeSet<Account> accounts = new TreeSet<>();
      accounts.add(new Account(Tokens.issuer("people"), name + "-1"));
      accounts.add(new Account(Tokens.issuer("people"), name + "-2"));
      TreeSet<String> groups = new TreeSet<>(List.of("staff"));
      if (era.dbas().contains(name)) {
        groups.add("dba");
      }
      persons.put(name, new Person(name, name, name + "@shop.example", accounts, groups));
    }
    SortedMap<String, Agent> agents = new TreeMap<>();
    agents.put(
        "reporter", agent("reporter", List.of("olga"), List.copyOf(era.reporterOperators())));
    agents.put("deployer", agent("deployer", List.of("dana"), List.of()));
    return new Roster(persons, agents);
  }

  private static Agent agent(String name, List<String> owners, List<String> operators) {
    return new Agent(
        name,
        new Account(Tokens.issuer("agents"), name),
        new TreeSet<>(owners),
        new TreeSet<>(operators),
        new TreeSet<>(List.of("reporting")));
  }
}
