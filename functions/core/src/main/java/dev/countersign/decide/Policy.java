package dev.countersign.decide;

import dev.countersign.authenticate.Principal;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.decide.Exposure.Place;
import dev.countersign.operation.ConnectionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The policies of one bundle. Nothing is permitted unless a policy permits it and no policy forbids
 * it; a policy that cannot be evaluated denies. Safe to use from several threads.
 */
public final class Policy {

  private static final String UNLABELLED = "unlabelled";
  private static final String EXPOSED =
      "a write may set masked columns but not use their values, neither in a condition nor in an"
          + " expression nor in RETURNING; no policy permits it and has approvers asked";

  private final Bundle bundle;
  private final SortedMap<String, PolicyText> texts;
  private final CedarPolicies cedar;
  private final NamedResources named;
  private final RecentAnswers recent = new RecentAnswers();

  private Policy(Bundle bundle, SortedMap<String, PolicyText> texts, CedarPolicies cedar) {
    this.bundle = bundle;
    this.texts = texts;
    this.cedar = cedar;
    this.named = new NamedResources(texts.values());
  }

  /**
   * Reads the policies of this bundle. Costly: do it once for each bundle, never for a request.
   *
   * @throws UnsoundPolicies with everything that is wrong with them
   */
  public static Policy of(Bundle bundle) {
    Set<PolicyFault> faults = new LinkedHashSet<>();
    List<PolicyText> policies = CedarTexts.read(bundle.policies(), faults);
    SortedMap<String, PolicyText> texts = new PolicyRules(bundle, faults).check(policies);
    CedarPolicies cedar = CedarPolicies.of(texts, faults);
    if (!faults.isEmpty()) {
      throw new UnsoundPolicies(faults);
    }
    return new Policy(bundle, texts, cedar);
  }

  /** What the policies say of an operation. */
  public Decision decide(Facts facts) {
    Asker asker = Asker.of(facts.principal(), bundle.roster());
    Lineage connection = Lineage.of(facts.connection());
    switch (ask(Question.connect(asker, connection), false)) {
      case Answer.Allowed _ -> {}
      case Answer.Denied denied -> {
        return deny(denied, DenyReason.NO_CONNECTION);
      }
      case Answer.Failed failed -> {
        return deny(failed, DenyReason.POLICY_ERROR);
      }
    }
    List<Decision> decisions = new ArrayList<>();
    for (Question question : questions(facts, asker, connection)) {
      decisions.add(decide(question));
    }
    for (Question question : exposing(facts, asker)) {
      decisions.add(decideExposure(question));
    }
    Decision decision = Decisions.together(decisions);
    return switch (decision) {
      case Decision.ApprovalNeeded needed when asker.controllers().isEmpty() ->
          new Decision.Deny(
              needed.policies(), DenyReason.NO_CONTROLLER, message(DenyReason.NO_CONTROLLER));
      case Decision.ApprovalNeeded needed when facts.classification().effect() == Effect.WRITE ->
          needed.withDryRun(digests(permittingDryRun(facts, asker, connection)));
      case Decision.ApprovalNeeded _, Decision.Permit _, Decision.Deny _ -> decision;
    };
  }

  /**
   * The policies that permit a dry run of an operation that waits for approval; none unless it is
   * permitted for the connection and for each relation touched. No approval makes it so: it comes
   * before.
   */
  private SortedSet<String> permittingDryRun(Facts facts, Asker asker, Lineage connection) {
    Set<Lineage> resources = new LinkedHashSet<>();
    resources.add(connection);
    for (RelationUse use : facts.classification().relations()) {
      resources.add(Lineage.of(facts.connection(), use.relation()));
    }
    SortedSet<String> permitting = new TreeSet<>();
    for (Lineage resource : resources) {
      switch (ask(Question.operate(asker, PolicyAction.DRY_RUN, resource, facts), false)) {
        case Answer.Allowed allowed -> permitting.addAll(allowed.policies());
        case Answer.Denied _, Answer.Failed _ -> {
          return new TreeSet<>();
        }
      }
    }
    return permitting;
  }

  /** Whether this connection exists for the principal at all. */
  public boolean mayConnect(Principal principal, ConnectionName connection) {
    Asker asker = Asker.of(principal, bundle.roster());
    return ask(Question.connect(asker, Lineage.of(connection)), false) instanceof Answer.Allowed;
  }

  /** The digest of every policy, by its id. */
  public SortedMap<String, Digest> digests() {
    return Collections.unmodifiableSortedMap(digests(new TreeSet<>(texts.keySet())));
  }

  /**
   * The columns that the principal sees in clear, of those given.
   *
   * @param labelled the columns that are masked unless a policy permits to see them
   */
  public SortedSet<ColumnName> visible(
      Principal principal, ConnectionName connection, Collection<ColumnName> labelled) {
    Asker asker = Asker.of(principal, bundle.roster());
    Labels labels = bundle.labelsOf(connection);
    SortedSet<ColumnName> visible = new TreeSet<>();
    for (ColumnName column : new TreeSet<>(labelled)) {
      String label = label(labels, column);
      Question question = Question.see(asker, Lineage.of(connection, column), label);
      // A column whose relation is not surely known has a label that is not known either.
      boolean isKnown = !column.relation().schema().isEmpty();
      if (isKnown && ask(question, false) instanceof Answer.Allowed) {
        visible.add(column);
      }
    }
    return Collections.unmodifiableSortedSet(visible);
  }

  private static String label(Labels labels, ColumnName column) {
    return labels.of(column).map(Label::kind).orElse(UNLABELLED);
  }

  /** One question for each column exposed. */
  private List<Question> exposing(Facts facts, Asker asker) {
    SortedMap<ColumnName, SortedSet<Place>> places = new TreeMap<>();
    for (Exposure exposure : facts.exposures()) {
      places.computeIfAbsent(exposure.column(), _ -> new TreeSet<>()).add(exposure.place());
    }
    Labels labels = bundle.labelsOf(facts.connection());
    List<Question> questions = new ArrayList<>();
    places.forEach((column, exposed) ->
        questions.add(
            Question.expose(
                asker,
                Lineage.of(facts.connection(), column),
                label(labels, column),
                facts,
                exposed)));
    return questions;
  }

  /**
   * Approval or denial, and nothing else: what only permits has nobody asked, and is not enough.
   */
  private Decision decideExposure(Question question) {
    Decision decision = decide(question);
    boolean nobodyAsked =
        switch (decision) {
          case Decision.Permit _ -> true;
          case Decision.ApprovalNeeded _ -> false;
          case Decision.Deny deny -> deny.reason() == DenyReason.NOTHING_PERMITS;
        };
    return nobodyAsked ? new Decision.Deny(new TreeMap<>(), DenyReason.MASKING, EXPOSED) : decision;
  }

  /**
   * The connection itself is always asked about: an operation that touches no relation would
   * otherwise be asked nothing, and pass.
   */
  private static List<Question> questions(Facts facts, Asker asker, Lineage connection) {
    PolicyAction effect = PolicyAction.of(facts.classification().effect());
    Set<Question> questions = new LinkedHashSet<>();
    questions.add(Question.operate(asker, effect, connection, facts));
    for (RelationUse use : facts.classification().relations()) {
      Lineage relation = Lineage.of(facts.connection(), use.relation());
      for (PolicyAction action : actions(facts.classification().effect(), use)) {
        questions.add(Question.operate(asker, action, relation, facts));
      }
    }
    return List.copyOf(questions);
  }

  private static Set<PolicyAction> actions(Effect effect, RelationUse use) {
    Set<PolicyAction> actions = new TreeSet<>();
    switch (use.access()) {
      case READ -> actions.add(PolicyAction.READ);
      case WRITE -> actions.add(PolicyAction.of(effect.worst(Effect.WRITE)));
    }
    // What is done to a relation is not known where the effect or the relation is not.
    if (effect == Effect.UNKNOWN || use.relation().schema().isEmpty()) {
      actions.add(PolicyAction.UNKNOWN);
    }
    return actions;
  }

  private Decision decide(Question question) {
    Answer unapproved = ask(question, false);
    return switch (unapproved) {
      case Answer.Allowed allowed -> new Decision.Permit(digests(allowed.policies()));
      case Answer.Failed failed -> deny(failed, DenyReason.POLICY_ERROR);
      case Answer.Denied denied when denied.policies().isEmpty() ->
          deny(denied, DenyReason.NOTHING_PERMITS);
      case Answer.Denied denied when !denied.policies().stream().allMatch(this::asksApprovers) ->
          deny(denied, DenyReason.POLICY_FORBIDS);
      case Answer.Denied denied -> decideIfApproved(question, denied.policies());
    };
  }

  /** Whether approval would be enough; it is, only where it leaves nothing that denies. */
  private Decision decideIfApproved(Question question, SortedSet<String> asking) {
    return switch (ask(question, true)) {
      case Answer.Allowed allowed -> {
        SortedMap<String, Digest> restsOn = digests(asking);
        restsOn.putAll(digests(allowed.policies()));
        yield new Decision.ApprovalNeeded(restsOn, requirement(asking), new TreeMap<>());
      }
      case Answer.Failed failed -> deny(failed, DenyReason.POLICY_ERROR);
      case Answer.Denied denied ->
          deny(
              denied,
              denied.policies().isEmpty() ? DenyReason.NOTHING_PERMITS : DenyReason.POLICY_FORBIDS);
    };
  }

  private Answer ask(Question question, boolean approved) {
    Question alike = named.standingFor(question);
    Optional<Answer> known = recent.find(alike, approved);
    if (known.isPresent()) {
      return known.get();
    }
    Answer answer = cedar.ask(question, approved);
    recent.keep(alike, approved, answer);
    return answer;
  }

  private boolean asksApprovers(String policy) {
    PolicyText text = texts.get(policy);
    return text != null && text.asksApprovers();
  }

  private ApprovalRequirement requirement(SortedSet<String> asking) {
    List<Demand> demands = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    for (String id : asking) {
      PolicyText text = text(id);
      demands.add(PolicyRules.demand(id, text));
      waits.add(PolicyRules.wait(text));
    }
    return new ApprovalRequirement(demands, Collections.min(waits));
  }

  private Decision.Deny deny(Answer answer, DenyReason reason) {
    String message =
        reason == DenyReason.POLICY_FORBIDS ? forbidding(answer.policies()) : message(reason);
    return new Decision.Deny(digests(answer.policies()), reason, message);
  }

  /** The words of the policies that no approval lifts. */
  private String forbidding(SortedSet<String> policies) {
    return policies.stream()
        .filter(id -> !asksApprovers(id))
        .map(id -> text(id).annotation("message").orElseThrow())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String message(DenyReason reason) {
    return switch (reason) {
      case NO_CONNECTION -> "there is no such connection, or you may not use it";
      case NOTHING_PERMITS -> "no policy permits it";
      case POLICY_FORBIDS -> "a policy forbids it";
      case POLICY_ERROR -> "a policy could not be evaluated";
      case NO_CONTROLLER -> "it needs approval, and nobody is known to answer for the requester";
      case MASKING -> "it cannot surely be masked";
    };
  }

  private SortedMap<String, Digest> digests(SortedSet<String> policies) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    policies.forEach(id -> digests.put(id, text(id).digest()));
    return digests;
  }

  private PolicyText text(String id) {
    PolicyText text = texts.get(id);
    if (text == null) {
      throw new IllegalStateException("cedar names policy `" + id + "`, which it was not given");
    }
    return text;
  }
}
