package dev.countersign.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.postgresql.MaskingDatabase.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the queries of a corpus of two databases that differ in labelled values only, and counts: by
 * what a query makes of labelled columns, how many were asked, how many answered exactly as without
 * a mask (the columns of the answer apart that are marked as masked), how many were refused and
 * why, and each that tells the two databases apart.
 */
final class MaskingRun {

  private final SortedMap<String, Integer> asked = new TreeMap<>();
  private final SortedMap<String, Integer> answered = new TreeMap<>();
  private final SortedMap<String, Integer> exact = new TreeMap<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private final List<String> deviations = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();

  /** The columns that a file of labels names. */
  static SortedSet<ColumnName> labelled(String labels) throws IOException {
    SortedSet<ColumnName> masked = new TreeSet<>();
    new ObjectMapper()
        .readTree(labels)
        .fieldNames()
        .forEachRemaining(name -> {
          String[] parts = name.split("\\.", 3);
          masked.add(new ColumnName(new RelationName(parts[0], parts[1]), parts[2]));
        });
    return masked;
  }

  /** Asks one query of both databases. */
  void ask(
      JsonNode query,
      Catalogue catalogue,
      SortedSet<ColumnName> masked,
      MaskingDatabase first,
      MaskingDatabase second)
      throws SQLException {
    String text = query.get("sql").asText();
    String kind = query.get("use").asText();
    asked.merge(kind, 1, Integer::sum);
    if (!Reads.isRead(text, catalogue)) {
      refuse(kind, "NOT_A_READ", "", query);
      return;
    }
    switch (new MaskPlanner().plan(text, Effect.READ, catalogue, new TreeSet<>(), masked)) {
      case MaskVerdict.Refused cause -> refuse(kind, cause.cause().name(), cause.message(), query);
      case MaskVerdict.Planned planned -> {
        Response masking = first.read(planned.plan().text(), "");
        if (!masking.equals(second.read(planned.plan().text(), ""))) {
          leaks.add(query.get("id").asText() + ": " + planned.plan().text());
        }
        compare(query, kind, planned.plan(), masking, first.read(text, "public"));
      }
    }
  }

  private void refuse(String kind, String cause, String message, JsonNode query) {
    refused.merge(kind + " " + cause, 1, Integer::sum);
    deviations.add(query.get("id").asText() + ": " + kind + " " + cause + " " + message);
  }

  private void compare(
      JsonNode query, String kind, MaskingPlan plan, Response masking, Response plain) {
    if (masking.succeeded()) {
      answered.merge(kind, 1, Integer::sum);
    }
    SortedSet<Integer> positions =
        switch (plan.outputs()) {
          case OutputMask.Positions known -> known.positions();
          case OutputMask.Everything everything -> new TreeSet<>();
        };
    if (masking.without(positions).equals(plain.without(positions)) && plain.succeeded()) {
      exact.merge(kind, 1, Integer::sum);
    } else if (!kind.equals("uses") || !masking.succeeded()) {
      String error = masking.succeeded() ? "" : String.valueOf(masking.columns());
      deviations.add(
          "%s: %s %s, plain %s %s"
              .formatted(query.get("id").asText(), kind, masking.state(), plain.state(), error));
    }
  }

  /** Prints the counts, and every query that was refused, failed, deviated or leaked. */
  void print(String corpus) {
    System.out.println(
        "%s: asked %s, answered %s, exact %s, refused by cause %s, %d leaks"
            .formatted(corpus, asked, answered, exact, refused, leaks.size()));
    deviations.forEach(deviation -> System.out.println("  deviates: " + deviation));
    leaks.forEach(leak -> System.out.println("  leaks: " + leak));
  }

  /** The queries whose answers tell the databases apart. */
  List<String> leaks() {
    return leaks;
  }

  /** The share of the queries of this kind that answered. */
  double answered(String kind) {
    return share(answered, kind);
  }

  /** The share of the queries of this kind that answered exactly as without a mask. */
  double exact(String kind) {
    return share(exact, kind);
  }

  private double share(SortedMap<String, Integer> counts, String kind) {
    return (double) counts.getOrDefault(kind, 0) / asked.getOrDefault(kind, 1);
  }
}
