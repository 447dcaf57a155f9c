package dev.countersign.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.browser.Visible;
import dev.countersign.canonical.Digest;
import dev.countersign.record.CaseFile;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The values of the replay's page about what ran, what left, and what is recorded. */
final class EndView {

  private static final int MOST_ROWS = 50;
  private static final int MOST_CHARACTERS = 200;

  private EndView() {}

  static Map<String, Object> values(Replay replay) {
    Map<String, Object> values = new HashMap<>();
    putExecution(replay, values);
    putAnswer(replay, values);
    Map<Digest, String> places =
        replay.file().entries().stream()
            .map(Recorded::entry)
            .collect(Collectors.toMap(entry -> entry.hash(), entry -> entry.key().kind()));
    values.put(
        "entries",
        replay.file().entries().stream()
            .sorted(Comparator.comparing(recorded -> recorded.evidence().at()))
            .map(recorded -> entry(recorded, places))
            .toList());
    values.put("clearedBy", clearedBy(replay.file(), places));
    return values;
  }

  private static <E extends Evidence> Optional<E> one(CaseFile file, Class<E> type) {
    return file.evidence(type).stream().findFirst();
  }

  private static void putExecution(Replay replay, Map<String, Object> values) {
    CaseFile file = replay.file();
    Optional<Evidence.Started> started = one(file, Evidence.Started.class);
    Optional<Evidence.Finished> finished = one(file, Evidence.Finished.class);
    Optional<Evidence.Failed> failed = one(file, Evidence.Failed.class);
    Optional<Instant> ended = finished.map(Evidence::at).or(() -> failed.map(Evidence::at));
    values.put("execution", execution(replay, started));
    values.put("ran", started.isPresent());
    values.put("startedAt", started.map(Evidence::at).map(Words::time).orElse(""));
    values.put(
        "took",
        started.isPresent() && ended.isPresent()
            ? Words.took(Duration.between(started.get().at(), ended.get()))
            : false);
    values.put(
        "command",
        ReplayView.presentOrFalse(
            finished.map(Evidence.Finished::commandTag).map(Visible::text).orElse("")));
    values.put("affected", finished.isPresent() ? rows(finished.get()) : false);
    values.put(
        "fault",
        failed.isPresent()
            ? Words.of(failed.get().fault().kind())
                + ", SQLSTATE "
                + Visible.text(failed.get().fault().sqlState())
            : false);
  }

  private static String execution(Replay replay, Optional<Evidence.Started> started) {
    Optional<Evidence.Voided> voided = one(replay.file(), Evidence.Voided.class);
    if (voided.isPresent()) {
      return "Not started: " + Visible.text(voided.get().changed()) + ".";
    }
    if (started.isEmpty()) {
      return "Nothing was committed.";
    }
    return "Started once, as attempt "
        + Visible.text(started.get().attempt())
        + "."
        + one(replay.file(), Evidence.StopAsked.class)
            .map(stop ->
                " "
                    + Words.name(stop.by(), replay.roster())
                    + " asked to stop it at "
                    + Words.time(stop.at())
                    + ".")
            .orElse("");
  }

  private static String rows(Evidence.Finished finished) {
    return finished.rows()
        + " in the answer, "
        + finished.affectedRows()
        + " by the target's count"
        + (finished.truncated() ? "; a cap left rows out" : "");
  }

  private static String clearedBy(CaseFile file, Map<Digest, String> places) {
    return one(file, Evidence.Started.class)
        .map(started -> named(started.reliesOn(), places))
        .orElse("");
  }

  private static String named(List<Digest> hashes, Map<Digest, String> places) {
    return hashes.stream()
        .map(hash -> Visible.text(places.getOrDefault(hash, hash.text())))
        .collect(Collectors.joining(", "));
  }

  private static void putAnswer(Replay replay, Map<String, Object> values) {
    Optional<Evidence.Finished> finished = one(replay.file(), Evidence.Finished.class);
    values.put("answerDigest", finished.isPresent() ? "answer " + finished.get().answer() : false);
    JsonNode answer =
        replay.answer().map(AuditJson::parsed).orElseGet(() -> AuditJson.parsed("{}"));
    JsonNode rows = answer.path("rows");
    values.put("hasAnswer", !answer.path("columns").isEmpty());
    values.put(
        "columns",
        elements(answer.path("columns"))
            .map(column ->
                Map.of(
                    "name", Visible.text(column.path("name").asText()),
                    "masked", column.path("masked").asBoolean()))
            .toList());
    values.put(
        "rows", elements(rows).limit(MOST_ROWS).map(row -> Map.of("cells", cells(row))).toList());
    values.put("withheld", withheld(answer));
    values.put("answerNote", note(replay, finished, rows.size()));
  }

  private static Object withheld(JsonNode answer) {
    String kinds =
        answer.path("withheld").properties().stream()
            .map(kind -> Visible.text(kind.getKey()) + " " + kind.getValue().asLong())
            .collect(Collectors.joining(", "));
    return kinds.isEmpty() ? false : "Withheld by the last net, by kind of value: " + kinds + ".";
  }

  private static String note(Replay replay, Optional<Evidence.Finished> finished, int rows) {
    if (finished.isEmpty()) {
      return "No answer left.";
    }
    if (replay.otherAnswer()) {
      return "The answer that is kept is not the one that was recorded, and is not shown.";
    }
    if (replay.answer().isEmpty()) {
      return "The answer is no longer kept. Its digest is.";
    }
    if (finished.get().result().isPresent()) {
      return finished.get().rows()
          + " rows, in an object of their own: "
          + finished.get().result().get().digest()
          + ".";
    }
    return rows > MOST_ROWS
        ? "The first " + MOST_ROWS + " of " + rows + " rows."
        : rows + (rows == 1 ? " row." : " rows.");
  }

  private static List<Map<String, Object>> cells(JsonNode row) {
    return elements(row)
        .map(cell ->
            Map.<String, Object>of("isNull", cell.isNull(), "value", shortened(cell.asText())))
        .toList();
  }

  private static String shortened(String value) {
    int end =
        value.offsetByCodePoints(
            0, Math.min(MOST_CHARACTERS, value.codePointCount(0, value.length())));
    return Visible.text(value.substring(0, end)) + (end < value.length() ? " …" : "");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Map<String, Object> entry(Recorded recorded, Map<Digest, String> places) {
    List<Digest> grounds = recorded.evidence().reliesOn();
    Map<String, Object> values = new HashMap<>();
    values.put("kind", Visible.text(recorded.entry().key().kind()));
    values.put("duty", recorded.entry().key().duty().key());
    values.put("at", Words.time(recorded.evidence().at()));
    values.put("hash", recorded.entry().hash().text());
    values.put("reliesOn", grounds.isEmpty() ? false : named(grounds, places));
    return values;
  }
}
