package dev.countersign.setup.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.bundle.Labels;
import dev.countersign.postgresql.SetUpSession;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import dev.countersign.setup.Corpus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Precision and recall of the proposals on the databases of {@code agent-queries}, whose labels
 * somebody else chose: as a measure of how much is left to a person, not of a guarantee.
 */
class LabelsCorpusTest {

  private static final String OWNER = "labels_owner";

  private int right;
  private int rightKind;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int comments;

  @Test
  void mostLabelledColumnsAreProposedAndFewOthers() throws IOException, SQLException {
    Corpus corpus = Corpus.named("agent-queries");
    for (String name : Corpus.DATABASES) {
      try (TestDatabase database =
          TestPostgresql.fresh(OWNER, corpus.text("schemas/" + name + ".sql"))) {
        compare(name, proposals(database), corpus.labels(name));
      }
    }
    int proposed = right + wrong.size();
    int labelled = right + missed.size();
    System.out.println(
        "labels: %d labelled columns, %d proposed, %d right (%d of the same kind), %d only as comments: precision %.3f, recall %.3f"
            .formatted(
                labelled,
                proposed,
                right,
                rightKind,
                comments,
                (double) right / proposed,
                (double) right / labelled));
    missed.forEach(column -> System.out.println("  missed: " + column));
    wrong.forEach(column -> System.out.println("  not labelled there: " + column));
    assertThat((double) right / labelled).isGreaterThanOrEqualTo(0.6);
    assertThat((double) right / proposed).isGreaterThanOrEqualTo(0.6);
  }

  private static List<Proposal> proposals(TestDatabase database) throws SQLException {
    try (Connection connection =
        SetUpSession.open(
            database.connection(OWNER, OWNER, TestDatabase.LIMITS),
            TestDatabase.SECRETS,
            Optional.empty(),
            true)) {
      return Proposals.of(new TargetSample(connection, 200).columns(List.of()), Labels.none());
    }
  }

  private void compare(String database, List<Proposal> proposals, JsonNode labels) {
    Set<String> open = new TreeSet<>();
    labels.fieldNames().forEachRemaining(open::add);
    for (Proposal proposal : proposals) {
      String column = proposal.column().toString();
      if (proposal.confidence() < Proposals.LIKELY) {
        comments++;
      } else if (open.remove(column)) {
        right++;
        rightKind += labels.get(column).asText().equals(proposal.label()) ? 1 : 0;
      } else {
        wrong.add("%s %s: %s, %s".formatted(database, column, proposal.label(), proposal.reason()));
      }
    }
    open.forEach(
        column -> missed.add(database + " " + column + ": " + labels.get(column).asText()));
  }
}
