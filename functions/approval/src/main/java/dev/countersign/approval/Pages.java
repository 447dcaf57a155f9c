package dev.countersign.approval;

import com.samskivert.mustache.Template;
import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Vote;
import dev.countersign.browser.Browser;
import dev.countersign.browser.Frame;
import dev.countersign.browser.Visible;
import dev.countersign.classify.Signal;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.Operation;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import dev.countersign.record.Evidence;
import dev.countersign.record.OperationState;
import java.text.NumberFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages. They are rendered from recorded evidence, and show text whose characters cannot be
 * seen as escapes.
 */
final class Pages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Template operation = Frame.template("operation.mustache");

  /** The page of an operation. */
  String operation(ApprovalView view, Browser.Session session) {
    Map<String, Object> values = new HashMap<>();
    values.put("style", Frame.STYLE);
    values.put("formToken", session.formToken());
    values.put("state", view.state().word());
    values.put("stateClass", stateClass(view.state()));
    values.put("conflict", view.conflict().map(DutyConflict::sentence).orElse(""));
    boolean waits = view.state() == OperationState.WAITING;
    values.put("canVote", waits && view.conflict().isEmpty());
    if (!waits || view.conflict().isEmpty()) {
      values.put("conflict", false);
    }
    putRequest(view.requested(), values);
    putVotes(view.votes(), values);
    putImpact(view, values);
    return operation.execute(values);
  }

  private static void putRequest(Evidence.Requested requested, Map<String, Object> values) {
    Operation asked = requested.operation();
    String text = requested.plan().map(plan -> plan.text()).orElse("");
    values.put("operation", asked.id().text());
    values.put("digest", requested.approvalDigest().map(Object::toString).orElse(""));
    values.put("connection", asked.connection().text());
    values.put("requester", Visible.text(asked.requester().name()));
    values.put("kind", asked.requester().kind().name().toLowerCase(Locale.ROOT));
    values.put(
        "controllers",
        asked.requester().controllers().map(Controllers::persons).orElse(new TreeSet<>()).stream()
            .collect(Collectors.joining(", ")));
    values.put("hasActors", !asked.requester().actors().isEmpty());
    values.put(
        "actors",
        asked.requester().actors().stream()
            .map(Account::toString)
            .collect(Collectors.joining(", ")));
    values.put("purpose", Visible.text(asked.purpose()));
    values.put("requestedAt", TIME.format(asked.requestedAt()));
    values.put("expiresAt", requested.expiresAt().map(TIME::format).orElse(""));
    values.put("text", Visible.text(text));
    values.put(
        "maskKey",
        requested
            .plan()
            .flatMap(plan -> plan.sentenceOfKey(asked.parameters().size()))
            .<Object>map(sentence -> sentence)
            .orElse(false));
    values.put("rewritten", !text.equals(asked.statement()));
    values.put("statement", Visible.text(asked.statement()));
    values.put("hasParameters", !asked.parameters().isEmpty());
    values.put("parameters", parameters(asked.parameters()));
    putClassification(requested, values);
    List<String> exposures =
        requested.plan().stream()
            .flatMap(plan -> plan.exposures().stream())
            .map(exposure -> Visible.text(exposure.sentence()))
            .toList();
    values.put("exposes", !exposures.isEmpty());
    values.put("exposures", exposures);
  }

  private static void putClassification(Evidence.Requested requested, Map<String, Object> values) {
    values.put("effect", requested.classification().effect().name().toLowerCase(Locale.ROOT));
    values.put(
        "relations",
        orNone(
            requested.classification().relations().stream()
                .map(use ->
                    Visible.text(use.relation().toString())
                        + " ("
                        + use.access().name().toLowerCase(Locale.ROOT)
                        + ")")));
    values.put(
        "columns",
        orNone(
            requested.classification().columns().stream()
                .map(use ->
                    Visible.text(use.column().toString())
                        + " ("
                        + use.access().name().toLowerCase(Locale.ROOT)
                        + ")")));
    values.put(
        "masked",
        orNone(
            requested.plan().stream()
                .flatMap(plan -> plan.masked().stream())
                .map(column -> Visible.text(column.toString()))));
    values.put(
        "maskedIn",
        orNone(
            requested.plan().stream()
                .flatMap(plan -> plan.uses().stream())
                .map(use -> use.name().toLowerCase(Locale.ROOT))));
    values.put(
        "signals",
        orNone(
            Stream.concat(
                requested.classification().signals().stream()
                    .map(signal -> signal.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                Stream.of(requested.classification().reason())
                    .filter(reason -> !reason.isEmpty()))));
    values.put(
        "demands",
        requested.decision() instanceof Decision.ApprovalNeeded needed
            ? needed.requirement().demands().stream()
                .map(demand ->
                    Map.of(
                        "message", demand.message(),
                        "policy", demand.policy(),
                        "quorum", demand.quorum(),
                        "group", demand.group()))
                .toList()
            : List.of());
  }

  private static void putImpact(ApprovalView view, Map<String, Object> values) {
    values.put(
        "labels",
        orNone(
            view.requested().plan().stream()
                .flatMap(plan ->
                    Examiner.touched(plan.labels(), view.requested().classification()).stream())
                .map(labelled -> Visible.text(labelled.label() + " (" + labelled.column() + ")"))));
    values.put("everyRow", view.requested().classification().signals().contains(Signal.NO_WHERE));
    values.put("hasEstimate", view.estimate().isPresent());
    values.put(
        "guess", view.estimate().flatMap(Evidence.Estimated::rows).map(Pages::guess).orElse(""));
    values.put(
        "noGuess",
        view.estimate().flatMap(Evidence.Estimated::withheld).map(Pages::noGuess).orElse(""));
    values.put("hasDryRun", view.dryRun().isPresent());
    values.put("dryRun", view.dryRun().map(Pages::dryRun).orElse(""));
    values.put("dryRunTouched", view.dryRun().flatMap(DryRun::rows).isPresent());
    values.put("isGuess", view.estimate().flatMap(Evidence.Estimated::rows).isPresent());
  }

  private static String guess(long rows) {
    return "about " + number(rows) + (rows == 1 ? " row" : " rows");
  }

  private static String dryRun(DryRun dryRun) {
    return dryRun
        .rows()
        .map(rows -> "it touched " + number(rows) + (rows == 1 ? " row" : " rows"))
        .or(() -> dryRun.fault().map(fault -> "it did not come to its end: " + why(fault)))
        .orElse("it was begun, and what it came to is not known");
  }

  private static String why(TargetFault fault) {
    String because =
        switch (fault.kind()) {
          case TIMEOUT -> "it took longer than it may";
          case LOCK_TIMEOUT -> "it waited longer for a lock than it may";
          case CONSTRAINT -> "a constraint forbids it";
          case PERMISSION -> "the credential may not do it";
          case CANCELLED -> "it was stopped";
          case UNAVAILABLE -> "the connection to the target was lost, or there was none";
          case NO_MASK_KEY -> "a mask takes a key that the secret of the connection has not";
          case SYNTAX, PARAMETERS, CLASSIFICATION_MISS, OTHER -> "the target refused it";
        };
    return because + " (SQLSTATE " + fault.sqlState() + ")";
  }

  private static String number(long rows) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(rows);
  }

  private static String noGuess(NoEstimate why) {
    return switch (why) {
      case NOT_PLANNED -> "the target's planner has no plan for a statement of this kind";
      case NOT_ON_ALLOW_LIST ->
          "it uses something that is not known to be free of effects, and planning could run it";
      case MASK_KEY ->
          "its masks take a key, which is given to what is approved and to nothing else";
      case MASKED_COLUMN_READ ->
          "it reads a column that is masked for the requester, and the number would tell of its"
              + " values";
      case RELATION_UNKNOWN -> "it names a table that is not in the surveyed catalogue";
      case NO_ANSWER -> "the target gave none in time";
    };
  }

  private static void putVotes(List<Vote> votes, Map<String, Object> values) {
    values.put("hasVotes", !votes.isEmpty());
    values.put(
        "votes",
        votes.stream()
            .map(vote ->
                Map.of(
                    "approver", vote.approver(),
                    "verdict", vote.verdict().name().toLowerCase(Locale.ROOT),
                    "reason", Visible.text(vote.reason())))
            .toList());
  }

  private static List<Map<String, Object>> parameters(List<BindValue> parameters) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int index = 0; index < parameters.size(); index++) {
      rows.add(
          Map.of(
              "number", index + 1,
              "isNull", parameters.get(index).text().isEmpty(),
              "value", Visible.text(parameters.get(index).text().orElse(""))));
    }
    return rows;
  }

  private static String orNone(Stream<String> items) {
    String joined = items.collect(Collectors.joining(", "));
    return joined.isEmpty() ? "none" : joined;
  }

  private static String stateClass(OperationState state) {
    return state == OperationState.WAITING ? "waiting" : state.word();
  }
}
