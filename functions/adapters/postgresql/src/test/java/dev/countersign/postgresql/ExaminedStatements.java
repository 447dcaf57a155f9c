package dev.countersign.postgresql;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.LabelPattern;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Policy;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Examines statements as intake does, on a connection where anybody may read and write, sees only
 * masks, and nobody is asked about what a write exposes.
 */
final class ExaminedStatements {

  private static final Examiner EXAMINER = new Examiner(new Classifier(), new MaskPlanner());

  private static final String POLICIES =
      """
      @id("anybody-reads-and-writes")
      permit (principal, action in [Action::"connect", Action::"read", Action::"write"],
        resource in Connection::"test");
      """;

  private final Connection connection;
  private final Bundle bundle;
  private final Policy policy;

  private ExaminedStatements(Connection connection, Labels labels) {
    this.connection = connection;
    this.bundle =
        new Bundle(
            Digest.ofText("a version"),
            new TreeMap<>(Map.of(connection.name(), connection)),
            new TreeMap<>(Map.of(connection.name(), labels)),
            new Roster(new TreeMap<>(), new TreeMap<>()),
            new TreeMap<>(Map.of("policies/test.cedar", POLICIES)));
    this.policy = Policy.of(bundle);
  }

  /**
   * On a connection where these columns are labelled.
   *
   * @param schema the schema of every labelled relation
   * @param columns the label of each pattern of relation and column
   */
  static ExaminedStatements of(String schema, Map<String, Label> columns) {
    List<LabelPattern> patterns =
        columns.entrySet().stream()
            .map(column -> {
              String[] parts = column.getKey().split("\\.", 2);
              return new LabelPattern(schema, parts[0], parts[1], column.getValue());
            })
            .toList();
    Connection connection =
        new Connection(
            new ConnectionName("test"),
            "127.0.0.1",
            5432,
            "test",
            "test/read",
            "test/write",
            List.of(schema),
            Connection.Unlabelled.CLEAR,
            Connection.Limits.defaults());
    return new ExaminedStatements(
        connection, new Labels(new TreeMap<>(), patterns, new TreeSet<>()));
  }

  /** What the stages make of this statement. */
  Examination examine(String statement, Catalogue catalogue) {
    return examine(statement, List.of(), catalogue);
  }

  /** What the stages make of this statement with these parameters. */
  Examination examine(String statement, List<BindValue> parameters, Catalogue catalogue) {
    Operation operation =
        new Operation(
            new OperationId("op-0123456789abcdef0123456789abcdef"),
            connection.name(),
            statement,
            parameters,
            false,
            "a look",
            "a session",
            new Principal(
                new Account("https://agents.example", "anybody"),
                PrincipalKind.AGENT,
                "anybody",
                new TreeSet<>(),
                List.of(),
                Optional.empty()),
            Instant.parse("2026-11-21T12:00:00Z"));
    return EXAMINER.examine(operation, connection, bundle, policy, catalogue);
  }
}
