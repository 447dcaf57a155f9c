package dev.countersign.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;
import dev.countersign.classify.Signal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Measures how many more reads are called reads with the catalogue of a live target. It replays the
 * scripts of the corpus {@code pg-readonly} on an embedded server, in order, one statement at a
 * time, as superuser, each script in a session of its own. Statements that fail there are passed
 * over: data files and the suite's own library are not at hand. Before an accepted read that is not
 * called one from its text alone, and before a statement that PostgreSQL refused in a READ ONLY
 * transaction, the target is surveyed if it has changed since, and the statement classified with
 * what was found. Whatever is called a read is tried in a READ ONLY transaction first.
 *
 * <p>A survey sees what is committed; and no relation of a session's own (temporary tables). A
 * program: {@code mvn -q -pl functions/adapters/postgresql -am test-compile}, then start it from
 * the class path of this module's tests with the folder of the corpus as its argument.
 */
final class CatalogueRecall {

  private static final Set<String> REFUSED = Set.of("25006", "25001");
  private static final Set<String> READS = Set.of("SelectStmt", "ExplainStmt", "VariableShowStmt");
  private static final Pattern CALLED = Pattern.compile("it calls `([^`]*)`.*");

  private final int port;
  private final Connection surveyor;
  private final Classifier classifier = new Classifier();
  private final SortedMap<String, Integer> causes = new TreeMap<>();
  private final List<String> falseReads = new ArrayList<>();
  private Connection session;
  private String file = "";
  private Catalogue catalogue = Catalogue.none();
  private boolean changed = true;
  private int statements;
  private int failed;
  private int accepted;
  private int withoutCatalogue;
  private int withCatalogue;
  private int refused;
  private int tried;
  private int surveys;
  private int surveysFailed;

  private CatalogueRecall(int port) throws SQLException {
    this.port = port;
    this.surveyor = connect();
    this.session = connect();
  }

  /**
   * Prints the counts, the causes of the misses, and every false read.
   *
   * @param arguments the folder of the corpus
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      CatalogueRecall recall = new CatalogueRecall(server.getPort());
      ObjectMapper json = new ObjectMapper();
      for (String line : Files.readAllLines(Path.of(arguments[0], "statements.jsonl"))) {
        recall.replay(json.readTree(line));
      }
      recall.print();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&preferQueryMode=simple",
        TestPostgresql.SUPERUSER,
        "");
  }

  private void replay(JsonNode entry) throws SQLException {
    statements++;
    String next = entry.get("file").asText();
    if (!next.equals(file) || session.isClosed()) {
      file = next;
      session.close();
      session = connect();
      run("SET statement_timeout = '4s'; SET lock_timeout = '1500ms'");
    }
    String text = entry.get("sql").asText();
    String outcome = entry.get("outcome").asText();
    Classification alone = classifier.classify(text, Catalogue.none());
    boolean read =
        outcome.equals("ro_ok") && !entry.has("trap") && READS.contains(entry.get("kind").asText());
    if (read) {
      accepted(text, alone);
    } else if (REFUSED.contains(outcome) || entry.has("trap")) {
      refused(text, outcome, alone);
    }
    failed += run(text).isEmpty() ? 0 : 1;
    changed |= alone.effect() != Effect.READ && alone.effect() != Effect.WRITE;
  }

  private void accepted(String text, Classification alone) throws SQLException {
    accepted++;
    if (alone.effect() == Effect.READ) {
      withoutCatalogue++;
      return;
    }
    Classification found = mayBeRead(alone) ? withCatalogue(text) : alone;
    if (found.effect() == Effect.READ) {
      withCatalogue++;
      tryReadOnly(text);
    } else {
      causes.merge(cause(found.reason()), 1, Integer::sum);
    }
  }

  private void refused(String text, String outcome, Classification alone) throws SQLException {
    refused++;
    Classification found =
        mayBeRead(alone) ? withCatalogue(text) : classifier.classify(text, catalogue);
    if (found.effect() == Effect.READ) {
      falseReads.add(outcome + " " + file + " " + text);
    }
  }

  /** Whether only names stand between it and a read, which a catalogue may know. */
  private static boolean mayBeRead(Classification alone) {
    return alone.signals().equals(Set.of(Signal.NOT_ON_ALLOW_LIST));
  }

  private Classification withCatalogue(String text) throws SQLException {
    if (changed && survey()) {
      changed = false;
    }
    Catalogue seen =
        new Catalogue(
            searchPath(),
            catalogue.relations(),
            catalogue.userTypes(),
            catalogue.userRoutines(),
            catalogue.overloads(),
            catalogue.userOperators(),
            catalogue.plainTypes(),
            catalogue.plainRoutines());
    return classifier.classify(text, seen);
  }

  private boolean survey() throws SQLException {
    surveys++;
    try {
      catalogue = new PostgresqlSurvey(surveyor).catalogue(List.of());
      return true;
    } catch (SQLException e) {
      surveysFailed++;
      try (Statement statement = surveyor.createStatement()) {
        statement.execute("ROLLBACK");
      }
      return false;
    }
  }

  private List<String> searchPath() {
    List<String> path = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT unnest(current_schemas(false))")) {
      while (rows.next()) {
        path.add(rows.getString(1));
      }
    } catch (SQLException e) {
      // The transaction has failed, so that no name is looked up in it.
    }
    return path;
  }

  private void tryReadOnly(String text) throws SQLException {
    tried++;
    boolean open = state() != TransactionState.IDLE;
    run(open ? "SAVEPOINT trial" : "BEGIN READ ONLY");
    if (open) {
      run("SET TRANSACTION READ ONLY");
    }
    String answer = run(text);
    if (!session.isClosed()) {
      run(open ? "ROLLBACK TO SAVEPOINT trial" : "ROLLBACK");
    }
    if (REFUSED.contains(answer)) {
      falseReads.add("tried " + answer + " " + file + " " + text);
    }
  }

  private TransactionState state() throws SQLException {
    return session.unwrap(PgConnection.class).getTransactionState();
  }

  /** The SQLSTATE that it fails with, or an empty text. */
  private String run(String text) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private String cause(String reason) throws SQLException {
    Matcher called = CALLED.matcher(reason);
    if (!called.matches()) {
      return reason.replaceAll("`[^`]*`|with an unusual name", "...");
    }
    try (PreparedStatement statement =
        surveyor.prepareStatement(
            "SELECT string_agg(DISTINCT CASE p.prokind WHEN 'a' THEN 'an aggregate' ELSE"
                + " 'a function in ' || l.lanname END, ' and ')"
                + " FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
                + " WHERE p.proname = ? AND p.oid >= 16384")) {
      statement.setString(1, called.group(1));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        String what = rows.getString(1);
        return "it calls " + (what == null ? "what is not the target's own" : what);
      }
    }
  }

  private void print() {
    System.out.printf(
        "%d statements replayed, %d failed; %d surveys (%d failed)%n",
        statements, failed, surveys, surveysFailed);
    System.out.printf(
        "accepted reads called reads: %d of %d by the text alone, %d with the catalogue (%.1f %%)%n",
        withoutCatalogue,
        accepted,
        withoutCatalogue + withCatalogue,
        100.0 * (withoutCatalogue + withCatalogue) / accepted);
    System.out.printf(
        "false reads: %d, of %d statements that PostgreSQL refused and %d that were tried again%n",
        falseReads.size(), refused, tried);
    falseReads.forEach(System.out::println);
    causes.entrySet().stream()
        .sorted((one, other) -> other.getValue() - one.getValue())
        .forEach(entry -> System.out.printf("%5d  %s%n", entry.getValue(), entry.getKey()));
  }
}
