package dev.countersign.postgresql;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Label;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.clearance.Examination;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Non-interference, tried by queries of our own over objects of every kind: two databases that
 * differ only in masked values, also in their lengths, answer alike. Each query goes through a
 * whole examination, so that only the labels of what it touches are known, as in earnest.
 */
class InventedEvasionsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "invented-evasions");

  private static final List<String> MASKED =
      List.of("people.ssn", "people.email", "cards.pan", "accounts.iban", "leaf.secret", "*.code");

  private final ExaminedStatements reads =
      ExaminedStatements.of(
          "public", MASKED.stream().collect(toMap(Function.identity(), _ -> Label.of("secret"))));
  private final SortedMap<String, Integer> outcomes = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();
  private int telling;
  private int answered;

  @Test
  void noAnswerDependsOnAMaskedValue() throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        MaskingDatabase first = database(server, "a");
        MaskingDatabase second = database(server, "b")) {
      Catalogue catalogue = first.catalogue();
      assertThat(catalogue).isEqualTo(second.catalogue());
      for (String line : lines()) {
        String[] parts = line.split(" ~ ", 2);
        ask(parts[0], parts[1], catalogue, first, second);
      }
    }
    System.out.printf(
        "invented evasions: %d queries, %d tell the databases apart unprotected, %d answered, outcomes"
            + " %s%n",
        lines().size(), telling, answered, outcomes);
    differences.forEach(difference -> System.out.println("  differs: " + difference));
    assertThat(differences).isEmpty();
    assertThat(telling).as("queries that tell the databases apart unprotected").isGreaterThan(200);
    assertThat(answered).as("queries answered").isGreaterThan(150);
  }

  private static MaskingDatabase database(EmbeddedPostgres server, String side)
      throws IOException, SQLException {
    return MaskingDatabase.create(
        server,
        "invented_" + side,
        List.of(
            "set invented.side = '" + side + "'",
            Files.readString(FOLDER.resolve("schema.sql")),
            Files.readString(FOLDER.resolve("data.sql"))));
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(FOLDER.resolve("queries.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private void ask(
      String technique,
      String statement,
      Catalogue catalogue,
      MaskingDatabase first,
      MaskingDatabase second)
      throws SQLException {
    boolean tells = !first.read(statement, "public").equals(second.read(statement, "public"));
    telling += tells ? 1 : 0;
    Examination examination = reads.examine(statement, catalogue);
    if (examination.plan().isEmpty()) {
      outcomes.merge(refusal(examination), 1, Integer::sum);
      return;
    }
    MaskingPlan plan = examination.plan().get();
    Response one = first.read(plan.text(), "");
    if (!one.equals(second.read(plan.text(), ""))) {
      differences.add(technique + ": " + plan.text());
    }
    outcomes.merge(one.succeeded() ? "ANSWERED" : "ERROR " + one.state(), 1, Integer::sum);
    answered += one.succeeded() ? 1 : 0;
  }

  private static String refusal(Examination examination) {
    return examination
        .unmaskable()
        .map(unmaskable -> unmaskable.cause().name())
        .orElse(examination.decision() instanceof Decision.Deny deny ? deny.reason().name() : "?");
  }
}
