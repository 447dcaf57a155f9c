package dev.countersign.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policies;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.postgresql.PostgresqlTarget;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.Overdue;
import dev.countersign.record.SettableClock;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real planner is asked, and what it may not be asked. */
final class EstimateOnPostgresqlTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final ConnectionName NAME = new ConnectionName("test");
  private static final Account AGENT = new Account("https://agents.example", "agent-1");

  private static final String SCRIPT =
      """
      CREATE TABLE people (id int PRIMARY KEY, team int, ssn text);
      INSERT INTO people SELECT n, n %% 10, '%s-' || n FROM generate_series(1, 1000) n;
      CREATE TABLE events (day date, note text) PARTITION BY RANGE (day);
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
      INSERT INTO events SELECT date '2026-01-15', 'x' FROM generate_series(1, 300);
      INSERT INTO events SELECT date '2026-02-15', 'x' FROM generate_series(1, 200);
      CREATE FUNCTION leak_imm(int) RETURNS text LANGUAGE sql IMMUTABLE
        AS 'SELECT ssn FROM people WHERE id = $1';
      CREATE TABLE seen (what text);
      CREATE FUNCTION spy(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE
        AS $$ BEGIN RAISE EXCEPTION 'spied'; END $$;
      CREATE OPERATOR -> (leftarg = int, rightarg = int, function = spy);
      GRANT SELECT ON people, events TO reader;
      ANALYZE;
      """;

  private static final String POLICIES =
      """
      @id("agents-may-all")
      permit (principal, action in [Action::"connect", Action::"read", Action::"write",
        Action::"unknown"], resource in Connection::"test");
      @id("all-needs-a-dba") @message("a DBA countersigns") @approvers("dba") @quorum("1")
      @expires("PT4H")
      forbid (principal, action in [Action::"read", Action::"write", Action::"unknown"],
        resource in Connection::"test")
      unless { context.approved };
      """;

  private static TestDatabase ada;
  private static TestDatabase ben;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final List<Run> runs = new ArrayList<>();
  private String policies = POLICIES;

  @BeforeAll
  static void open() throws SQLException {
    TestPostgresql.role("reader");
    ada = TestPostgresql.fresh("keeper", SCRIPT.formatted("ada"));
    ben = TestPostgresql.fresh("keeper", SCRIPT.formatted("benedict-the-long-one"));
  }

  @AfterAll
  static void close() throws SQLException {
    ada.close();
    ben.close();
  }

  private Bundle bundle(Connection connection) {
    ColumnName ssn = new ColumnName(new RelationName("public", "people"), "ssn");
    Person dana =
        new Person(
            "dana",
            "Dana",
            "dana@example.com",
            new TreeSet<>(Set.of(new Account("https://people.example", "dana"))),
            new TreeSet<>(Set.of("dba")));
    Person olga =
        new Person(
            "olga",
            "Olga",
            "olga@example.com",
            new TreeSet<>(Set.of(new Account("https://people.example", "olga"))),
            new TreeSet<>());
    Agent agent =
        new Agent("worker", AGENT, new TreeSet<>(Set.of("olga")), new TreeSet<>(), new TreeSet<>());
    return new Bundle(
        Digest.ofText("a version"),
        new TreeMap<>(Map.of(NAME, connection)),
        new TreeMap<>(
            Map.of(
                NAME,
                new Labels(
                    new TreeMap<>(Map.of(ssn, Label.of("ssn"))), List.of(), new TreeSet<>()))),
        new Roster(
            new TreeMap<>(Map.of("dana", dana, "olga", olga)),
            new TreeMap<>(Map.of("worker", agent))),
        new TreeMap<>(Map.of("policies/test.cedar", policies)));
  }

  /** What is recorded for approvers of this statement. */
  private Evidence.Estimated estimate(TestDatabase database, String statement) {
    Connection connection = database.connection("reader", "keeper", TestDatabase.LIMITS);
    Bundle bundle = bundle(connection);
    Policies known = new Policies();
    Examiner examiner = new Examiner(new Classifier(), new MaskPlanner());
    InMemoryEvidenceLog log = new InMemoryEvidenceLog(clock);
    try (PostgresqlTarget reading = database.target("reader", "keeper", TestDatabase.LIMITS)) {
      Catalogue catalogue = reading.survey();
      Operation operation = operation(statement, bundle);
      Examination examination =
          examiner.examine(operation, connection, bundle, known.of(bundle), catalogue);
      log.append(Append.of(EvidenceCodec.encode(ID, requested(operation, examination, bundle))));
      new Execution(
              () -> bundle,
              known,
              surveyed(catalogue),
              examiner,
              log,
              door -> watched(new PostgresqlTarget(door, TestDatabase.SECRETS, Optional.empty())),
              new InMemoryResultStore(),
              new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1)),
              clock,
              new Random(7))
          .estimate(ID);
    }
    return CaseFile.replay(ID, log.read(ID)).evidence(Evidence.Estimated.class).getFirst();
  }

  private Target watched(PostgresqlTarget target) {
    return new Target() {
      @Override
      public Catalogue survey() {
        throw new AssertionError("an estimate surveys nothing");
      }

      @Override
      public SortedSet<RolePower> readerPowers() {
        throw new AssertionError("an estimate asks nothing of the role");
      }

      @Override
      public RawOutcome run(Run run, CancelSignal cancel, RowSink large) {
        runs.add(run);
        try (target) {
          return target.run(run, cancel, large);
        }
      }
    };
  }

  private static Catalogues surveyed(Catalogue catalogue) {
    return new Catalogues() {
      @Override
      public Catalogue of(ConnectionName connection) {
        return catalogue;
      }

      @Override
      public void publish(ConnectionName connection, Catalogue found) {
        throw new AssertionError("an estimate publishes nothing");
      }
    };
  }

  private Operation operation(String statement, Bundle bundle) {
    return new Operation(
        ID,
        NAME,
        statement,
        List.of(),
        false,
        "a change",
        "a session",
        new Principal(
                AGENT, PrincipalKind.AGENT, "worker", new TreeSet<>(), List.of(), Optional.empty())
            .under(bundle.roster()),
        clock.instant());
  }

  private Evidence.Requested requested(
      Operation operation, Examination examination, Bundle bundle) {
    if (!(examination.decision() instanceof Decision.ApprovalNeeded needed)) {
      throw new AssertionError(examination.decision());
    }
    Instant end = clock.instant().plus(needed.requirement().expiresAfter());
    return new Evidence.Requested(
        operation,
        Approvals.operationDigest(operation),
        examination.classification(),
        examination.plan(),
        needed,
        bundle.version(),
        examination.connectionDigest(),
        Optional.of(
            Approvals.approvalDigest(
                operation,
                examination.plan().orElseThrow(),
                needed,
                examination.connectionDigest(),
                end)),
        Optional.of(end),
        clock.instant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "delete from people ! 1000 ! 1000",
        "update people set team = 3 ! 1000 ! 1000",
        "delete from people where id = 5 ! 1 ! 1",
        "update people set ssn = 'x' where id = 5 ! 1 ! 1",
        "delete from people where team = 3 ! 80 ! 120",
        "update public.people as p set team = 0 where p.id <= 100 ! 80 ! 120",
        "insert into people (id, ssn) values (2001, 'a'), (2002, 'b') ! 2 ! 2",
        "insert into people (id) select n + 5000 from generate_series(1, 40) n ! 40 ! 40",
        "delete from events ! 500 ! 500",
        "select id from people where team = 3 ! 80 ! 120",
        "select id, ssn from people ! 1000 ! 1000",
        "with gone as (delete from events returning note) select count(*) from gone ! 500 ! 500"
      })
  void theNumberIsThatOfTheRowsThatWouldBeReturnedOrTouched(String statement, long least, long most)
      throws SQLException {
    assertThat(estimate(ada, statement).rows())
        .hasValueSatisfying(rows -> assertThat(rows).isBetween(least, most));
    assertThat(ada.ask("select (select count(*) from people) + (select count(*) from events)"))
        .containsExactly("1500");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "delete from people ! 1000",
        "update people set team = 3 where id <= 10 ! 10",
        "delete from people where team = 3 ! 100",
        "update people set ssn = 'x' where id = 5 ! 1",
        "delete from events where note = 'nothing' ! 0"
      })
  void aDryRunCountsWhatWouldBeTouchedAndNothingLasts(String statement, long rows)
      throws SQLException {
    assertThat(tried(ada, statement)).contains(new DryRun(Optional.of(rows), Optional.empty()));
    assertThat(ada.ask("select count(*) from people where team = id % 10 and ssn = 'ada-' || id"))
        .containsExactly("1000");
    assertThat(ada.ask("select count(*) from events")).containsExactly("500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from people where ssn like 'ada%'",
        "update people set team = length(ssn)",
        "delete from people where id = 1 returning ssn",
        "delete from events where note = leak_imm(1)",
        "update people set team = 1 -> 2"
      })
  void aDryRunIsNoOracleForWhatIsMasked(String statement) {
    for (TestDatabase database : List.of(ada, ben)) {
      assertThat(triedOrRefused(database, statement)).isEmpty();
      assertThat(runs).extracting(Run::mode).doesNotContain(Run.Mode.DRY_RUN);
    }
  }

  private Optional<DryRun> tried(TestDatabase database, String statement) {
    policies =
        POLICIES
            + "@id(\"all-may-be-tried\") permit (principal, action == Action::\"dry-run\","
            + " resource in Connection::\"test\");";
    return estimate(database, statement).dryRun();
  }

  /** What is refused outright has no estimate at all. */
  private Optional<DryRun> triedOrRefused(TestDatabase database, String statement) {
    try {
      return tried(database, statement);
    } catch (AssertionError refused) {
      assertThat(refused).hasMessageContaining("Deny");
      return Optional.empty();
    }
  }

  @Test
  void whatCallsALeakyImmutableFunctionIsNotPlanned() throws SQLException {
    String statement = "update people set team = 1 where ssn = leak_imm(1)";
    // The planner would compute it, and its guess would depend on it.
    assertThat(String.join("\n", ada.ask("explain " + statement))).contains("ada-1");
    for (String leaking :
        List.of(
            "select id from events, people where note = leak_imm(1)",
            "update events set note = 'x' where note = leak_imm(1)",
            "delete from events where note = public.leak_imm(1)")) {
      assertThat(estimate(ada, leaking).withheld()).contains(NoEstimate.NOT_ON_ALLOW_LIST);
    }
    assertThat(runs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from people where id = 1 -> 2",
        "update people set team = 1 -> 2",
        "select id from people where id = 1 -> 2"
      })
  void whatUsesAnOperatorOfTheTargetsOwnIsNotPlanned(String statement) throws SQLException {
    // With the target's search path it would be: planning computes it.
    try (java.sql.Connection session = ada.open("postgres");
        Statement query = session.createStatement()) {
      assertThatThrownBy(() -> query.execute("explain " + statement)).hasMessageContaining("spied");
    }
    assertThat(estimate(ada, statement).withheld()).contains(NoEstimate.NOT_ON_ALLOW_LIST);
    assertThat(runs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id, ssn from people",
        "select id from people where team < 4 order by id",
        "update people set ssn = 'x' where team < 4",
        "delete from people where id < 77"
      })
  void databasesThatDifferOnlyInWhatIsMaskedGiveTheSameNumber(String statement) {
    assertThat(estimate(ada, statement).rows())
        .isPresent()
        .isEqualTo(estimate(ben, statement).rows());
  }
}
