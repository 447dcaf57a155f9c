package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import dev.countersign.operation.BindValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Sends every statement of the corpus {@code pg-hostile} as a read, without the classifier that
 * stands in front of it in the product, and compares the database from a second session: nothing
 * may have changed, and the same session's next statement must be refused a write.
 *
 * <p>It holds for a role that may only SELECT and for one that owns everything. It cannot hold for
 * a superuser, who may leave the transaction: COPY TO PROGRAM, dblink to a server that asks no
 * password, pg_terminate_backend, replication slots. The role for reads must not be one.
 */
final class PgHostileTargetCorpusTest {

  private static final String OWNER = "hostile_owner";

  /** All that could be changed, as far as a query can see it. */
  private static final String EVERYTHING =
      """
      SELECT 't ' || a FROM t
      UNION ALL SELECT 't_rls ' || a FROM t_rls
      UNION ALL SELECT 'mv ' || a FROM mv
      UNION ALL SELECT 's ' || last_value || is_called FROM s
      UNION ALL SELECT 'class ' || c::text FROM
        (SELECT oid, relname, relnamespace, relowner, relacl, relkind, reloptions, relhasindex
          FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace) c
      UNION ALL SELECT 'routine ' || p::text FROM (SELECT oid, proname, prosrc, proacl FROM pg_proc) p
      UNION ALL SELECT 'type ' || oid || typname FROM pg_type
      UNION ALL SELECT 'schema ' || n::text FROM pg_namespace n WHERE nspname !~ '^pg_(toast_)?temp'
      UNION ALL SELECT 'role ' || r::text FROM pg_roles r
      UNION ALL SELECT 'member ' || m::text FROM pg_auth_members m
      UNION ALL SELECT 'setting ' || name || setting FROM pg_settings
        WHERE source IN ('configuration file', 'database', 'user', 'global', 'command line')
      UNION ALL SELECT 'role setting ' || d::text FROM pg_db_role_setting d
      UNION ALL SELECT 'description ' || d::text FROM pg_description d
      UNION ALL SELECT 'extension ' || e::text FROM pg_extension e
      UNION ALL SELECT 'collation ' || oid FROM pg_collation
      UNION ALL SELECT 'database ' || d::text FROM (SELECT oid, datname, datacl FROM pg_database) d
      UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata
      UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
      UNION ALL SELECT 'prepared ' || gid FROM pg_prepared_xacts
      UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE locktype = 'advisory'
      UNION ALL SELECT 'recovery ' || pg_is_in_recovery()
      ORDER BY 1\
      """;

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"ro", OWNER})
  void aReadChangesNothingWhateverItSays(String role) throws Exception {
    Path corpus = corpus();
    TestPostgresql.role("ro");
    List<String> violations = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    int read = 0;
    try (TestDatabase database = TestPostgresql.fresh(TestPostgresql.SUPERUSER, setUp(corpus));
        PostgresqlTarget target = database.target(role, role, TestDatabase.LIMITS);
        Connection listener = database.open(TestPostgresql.SUPERUSER);
        Statement listening = listener.createStatement()) {
      listening.execute("LISTEN c");
      List<String> before = database.ask(EVERYTHING);
      for (String line : Files.readAllLines(corpus.resolve("statements.jsonl"))) {
        JsonNode statement = new ObjectMapper().readTree(line);
        read++;
        RawOutcome outcome = read(target, text(statement, database));
        outcomes.merge(kind(outcome), 1, Integer::sum);
        String id = statement.get("id").textValue();
        List<String> after = database.ask(EVERYTHING);
        if (!after.equals(before)) {
          violations.add(id + " changed something");
          before = after;
        }
        if (!read(target, "insert into t values (900)").equals(readOnly())) {
          violations.add(id + " left the session able to write");
        }
      }
      if (listener.unwrap(PGConnection.class).getNotifications(100).length > 0) {
        violations.add("a notification was delivered");
      }
    }
    if (!isEmpty(scratch)) {
      violations.add("a file was written");
    }
    System.out.println("pg-hostile as " + role + ": " + read + " statements, " + outcomes);
    assertThat(read).as("statements read").isPositive();
    assertThat(violations).isEmpty();
  }

  private static RawOutcome read(PostgresqlTarget target, String text) {
    List<BindValue> none = List.of();
    return target.run(
        new Run(text, none, Run.Mode.READ_ONLY, List.of("public"), TestDatabase.LIMITS),
        CancelSignal.never());
  }

  private static RawOutcome readOnly() {
    return new RawOutcome.Refused(new TargetFault(Kind.CLASSIFICATION_MISS, "25006"));
  }

  private static String kind(RawOutcome outcome) {
    return switch (outcome) {
      case RawOutcome.Answered(RawAnswer _) -> "answered";
      case RawOutcome.Refused(TargetFault fault) -> fault.kind().name();
      case RawOutcome.Uncertain() -> "uncertain";
    };
  }

  private String text(JsonNode statement, TestDatabase database) {
    String server =
        "host=127.0.0.1 port=%d dbname=%s user=postgres"
            .formatted(database.port(), database.name());
    return statement
        .get("sql")
        .textValue()
        .replace("@conninfo@", server)
        .replace("@scratch@", scratch.toString());
  }

  private static String setUp(Path corpus) throws IOException, SQLException {
    TestPostgresql.role(OWNER);
    return Files.readString(corpus.resolve("setup.sql"))
        + """

        DO $$ DECLARE r record; BEGIN
          FOR r IN SELECT relname, relkind FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')
          LOOP EXECUTE format('ALTER TABLE %I OWNER TO hostile_owner', r.relname); END LOOP;
        END $$;
        GRANT CREATE ON SCHEMA public TO hostile_owner;
        """;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static Path corpus() {
    String configured = System.getenv("COUNTERSIGN_CORPORA");
    Path beside =
        Path.of(System.getProperty("countersign.repository"))
            .resolveSibling("shared")
            .resolve("corpora");
    Path folder = (configured == null ? beside : Path.of(configured)).resolve("pg-hostile");
    boolean present = Files.isDirectory(folder);
    if (configured != null && !present) {
      fail("COUNTERSIGN_CORPORA is set, and there is no folder " + folder);
    }
    assumeTrue(
        present,
        "the corpus pg-hostile is neither where COUNTERSIGN_CORPORA says nor in " + beside);
    return folder;
  }
}
