package dev.countersign.clearance;

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
import dev.countersign.classify.Classifier;
import dev.countersign.decide.Policy;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A target with many relations of ten columns each, two of them labelled, and who may read it. */
final class WideTarget {

  private static final ConnectionName NAME = new ConnectionName("wide");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());
  private final Catalogue catalogue;
  private final Connection connection;
  private final Bundle bundle;
  private final Policy policy;

  WideTarget(int relations, Connection.Unlabelled unlabelled, String policies) {
    SortedMap<RelationName, Relation> found = new TreeMap<>();
    SortedMap<ColumnName, Label> labels = new TreeMap<>();
    for (int number = 0; number < relations; number++) {
      RelationName name = new RelationName("public", "t%04d".formatted(number));
      List<Column> columns = new ArrayList<>();
      for (int column = 0; column < 10; column++) {
        columns.add(new Column("c" + column, "text", true, false));
      }
      labels.put(new ColumnName(name, "c8"), Label.of("email"));
      labels.put(new ColumnName(name, "c9"), Label.of("phone"));
      found.put(
          name,
          new Relation(
              name, RelationKind.TABLE, columns, List.of("c0"), new TreeSet<>(), false, ""));
    }
    catalogue = new Catalogue(List.of("public"), found, new TreeSet<>(), new TreeSet<>());
    connection =
        new Connection(
            NAME,
            "127.0.0.1",
            5432,
            "wide",
            "wide/read",
            "wide/write",
            List.of("public"),
            unlabelled,
            Connection.Limits.defaults());
    bundle =
        new Bundle(
            Digest.ofText("a version"),
            new TreeMap<>(Map.of(NAME, connection)),
            new TreeMap<>(Map.of(NAME, new Labels(labels, List.of(), new TreeSet<>()))),
            roster(),
            new TreeMap<>(Map.of("policies/wide.cedar", policies)));
    policy = Policy.of(bundle);
  }

  private static Roster roster() {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("dana", "sam")) {
      persons.put(
          name,
          new Person(
              name,
              name,
              name + "@shop.example",
              new TreeSet<>(Set.of(new Account("https://people.example/", name))),
              new TreeSet<>(Set.of("dba"))));
    }
    return new Roster(persons, new TreeMap<>());
  }

  private static Principal caller() {
    return new Principal(
        new Account("https://agents.example", "anybody"),
        PrincipalKind.AGENT,
        "anybody",
        new TreeSet<>(),
        List.of(),
        Optional.empty());
  }

  /** What the caller may know of it, asked for anew. */
  CallerCatalogue known() {
    return new CallerCatalogue(examiner, caller(), connection, bundle, policy, catalogue, NOW);
  }

  Examination examined(String statement) {
    Operation operation =
        new Operation(
            new OperationId("op-0123456789abcdef0123456789abcdef"),
            NAME,
            statement,
            List.of(),
            false,
            "a look",
            "a session",
            caller(),
            NOW);
    return examiner.examine(operation, connection, bundle, policy, catalogue);
  }
}
