package dev.countersign.audit;

import dev.countersign.browser.Visible;
import dev.countersign.canonical.Digest;
import dev.countersign.classify.Classification;
import dev.countersign.decide.Decision;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.Operation;
import dev.countersign.people.Controllers;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The values of the replay's page, up to the decision; what came of it is in {@link EndView}. */
final class ReplayView {

  private ReplayView() {}

  static Map<String, Object> values(Replay replay, Evidence.Requested requested) {
    Map<String, Object> values = changed(replay);
    values.put(
        "meaning",
        replay
            .state()
            .map(state -> meaning(replay.file(), state))
            .orElse("What became of it cannot be told."));
    putSession(requested, values);
    putAsked(requested.operation(), replay, values);
    putClassification(requested, values);
    putDecision(requested, values);
    values.putAll(VoteView.values(replay, requested));
    values.putAll(EndView.values(replay));
    return values;
  }

  /** Of an operation whose request cannot be read there is only this to show. */
  static Map<String, Object> changed(Replay replay) {
    Map<String, Object> values = new HashMap<>();
    values.put("operation", replay.operation().text());
    values.put("state", Words.state(replay.state()));
    values.put("stateClass", Words.colour(replay.state()));
    values.put("isChanged", replay.state().isEmpty());
    values.put(
        "unreadable",
        replay.unreadable().stream()
            .map(kept ->
                Map.of(
                    "place", Visible.text(kept.key().toString()),
                    "hash", kept.hash().text()))
            .toList());
    return values;
  }

  private static String meaning(CaseFile file, OperationState state) {
    return switch (state) {
      case DENIED -> "The policy denied it. Nothing was committed.";
      case PERMITTED -> "The policy permits it. It has not started.";
      case WAITING -> "It waits for approvers. Nothing was committed.";
      case APPROVED -> "Approvers approved it. It has not started.";
      case RUNNING -> "It was started, and no end is recorded yet.";
      case STOPPING -> "It was started, somebody asked to stop it, and no end is recorded yet.";
      case SUCCEEDED -> "It ran, and its masked answer was stored in the same write as its end.";
      case FAILED -> "The target did not run it to its end; nothing was committed.";
      case UNKNOWN ->
          "It was started and its end cannot be known: it may have taken effect. It is never run"
              + " again by itself.";
      case REFUSED -> "An approver refused it. Nothing was committed.";
      case EXPIRED -> "Nobody approved it in time. Nothing was committed.";
      case CANCELLED ->
          file.evidence(Evidence.Started.class).isEmpty()
              ? "It was withdrawn before it started. Nothing was committed."
              : "It was stopped on the target; nothing was committed.";
      case VOIDED -> "What it rests on had changed. Nothing was committed.";
    };
  }

  private static void putSession(Evidence.Requested requested, Map<String, Object> values) {
    ListedOperation listed = ListedOperation.of(requested);
    ListingFilter around =
        ListingFilter.between(
            listed.requestedAt().minus(Duration.ofDays(7)),
            listed.requestedAt().plus(Duration.ofDays(7)));
    values.put("session", Visible.text(listed.session()));
    values.put(
        "sessionAddress",
        FilterForm.address("/audit", ListView.session(listed, around), Optional.empty()));
  }

  private static void putAsked(Operation asked, Replay replay, Map<String, Object> values) {
    values.put("connection", asked.connection().text());
    values.put("statement", Visible.text(asked.statement()));
    values.put("hasParameters", !asked.parameters().isEmpty());
    values.put("parameters", parameters(asked.parameters()));
    values.put("requester", Visible.text(asked.requester().name()));
    values.put("kind", Words.of(asked.requester().kind()));
    values.put("groups", presentOrFalse(Words.list(asked.requester().groups())));
    values.put("account", Visible.text(asked.requester().account().toString()));
    values.put(
        "controllers",
        asked
            .requester()
            .controllers()
            .map(Controllers::persons)
            .map(Words::list)
            .orElse("nobody is known to"));
    values.put(
        "actors",
        presentOrFalse(
            Words.list(
                asked.requester().actors().stream()
                    .map(actor -> Words.name(actor, replay.roster()))
                    .toList())));
    values.put("purpose", Visible.text(asked.purpose()));
    values.put("requestedAt", Words.time(asked.requestedAt()));
  }

  /** A section of the page is left out where there is nothing to say in it. */
  static Object presentOrFalse(String words) {
    return words.isEmpty() || words.equals("none") ? false : words;
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

  private static void putClassification(Evidence.Requested requested, Map<String, Object> values) {
    Classification classification = requested.classification();
    values.put("effect", Words.of(classification.effect()));
    values.put("reason", presentOrFalse(Visible.text(classification.reason())));
    values.put(
        "relations",
        Words.list(
            classification.relations().stream()
                .map(use -> use.relation() + " (" + Words.of(use.access()) + ")")
                .toList()));
    values.put(
        "touched",
        Words.list(
            classification.columns().stream()
                .map(use -> use.column() + " (" + Words.of(use.access()) + ")")
                .toList()));
    values.put("functions", Words.list(classification.functions()));
    values.put("signals", Words.list(classification.signals().stream().map(Words::of).toList()));
    values.put(
        "masked",
        Words.list(
            requested.plan().stream()
                .flatMap(plan -> plan.masked().stream())
                .map(Object::toString)
                .toList()));
    values.put(
        "maskedIn",
        Words.list(
            requested.plan().stream()
                .flatMap(plan -> plan.uses().stream())
                .map(Words::of)
                .toList()));
    values.put(
        "exposures",
        requested.plan().stream()
            .flatMap(plan -> plan.exposures().stream())
            .map(exposure -> Visible.text(exposure.sentence()))
            .toList());
    String text = requested.plan().map(plan -> plan.text()).orElse("");
    boolean rewritten = !text.isEmpty() && !text.equals(requested.operation().statement());
    values.put("rewritten", rewritten);
    values.put(
        "maskKey",
        requested
            .plan()
            .flatMap(plan -> plan.sentenceOfKey(requested.operation().parameters().size()))
            .<Object>map(sentence -> sentence)
            .orElse(false));
    values.put("text", Visible.text(text));
  }

  private static void putDecision(Evidence.Requested requested, Map<String, Object> values) {
    Decision decision = requested.decision();
    values.put("bundle", requested.bundle().text());
    values.put("policies", policies(decision.policies()));
    values.put(
        "expiresAt",
        requested.expiresAt().isPresent() ? Words.time(requested.expiresAt().get()) : false);
    List<Map<String, Object>> demands =
        Stream.of(decision)
            .filter(Decision.ApprovalNeeded.class::isInstance)
            .map(Decision.ApprovalNeeded.class::cast)
            .flatMap(needed -> needed.requirement().demands().stream())
            .map(demand ->
                Map.<String, Object>of(
                    "message", Visible.text(demand.message()),
                    "policy", demand.policy(),
                    "quorum", demand.quorum(),
                    "group", demand.group()))
            .toList();
    values.put("hasDemands", !demands.isEmpty());
    values.put("demands", demands);
    values.put(
        "tryingPolicies",
        decision instanceof Decision.ApprovalNeeded needed && !needed.dryRun().isEmpty()
            ? policies(needed.dryRun())
            : false);
    switch (decision) {
      case Decision.Permit permit -> putDecision(values, "permitted", "permit", false);
      case Decision.ApprovalNeeded needed ->
          putDecision(values, "approval needed", "waiting", false);
      case Decision.Deny deny ->
          putDecision(
              values,
              "denied",
              "deny",
              Visible.text(deny.message()) + " (" + Words.of(deny.reason()) + ")");
    }
  }

  private static List<Map<String, String>> policies(SortedMap<String, Digest> policies) {
    return policies.entrySet().stream()
        .map(policy ->
            Map.of("name", Visible.text(policy.getKey()), "digest", policy.getValue().text()))
        .toList();
  }

  private static void putDecision(
      Map<String, Object> values, String word, String colour, Object denial) {
    values.put("decision", word);
    values.put("decisionClass", colour);
    values.put("denial", denial);
  }
}
