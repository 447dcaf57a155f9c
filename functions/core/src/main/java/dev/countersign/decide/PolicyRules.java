package dev.countersign.decide;

import dev.countersign.bundle.Bundle;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a policy must observe beyond Cedar's schema before it may decide anything. */
final class PolicyRules {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Pattern QUORUM = Pattern.compile("[1-9]|10");
  private static final int LONGEST_MESSAGE = 300;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final Bundle bundle;
  private final KnownNames names;
  private final Collection<PolicyFault> faults;

  PolicyRules(Bundle bundle, Collection<PolicyFault> faults) {
    this.bundle = bundle;
    this.names = new KnownNames(bundle);
    this.faults = faults;
  }

  /** The policies by id; what is wrong with any of them is added to the faults. */
  SortedMap<String, PolicyText> check(Collection<PolicyText> policies) {
    SortedMap<String, PolicyText> byId = new TreeMap<>();
    for (PolicyText policy : policies) {
      policy
          .id()
          .ifPresentOrElse(
              id -> keepUnderId(byId, id, policy),
              () -> refuse(policy, "a policy has no `@id`: " + beginning(policy)));
      if (policy.isForbid()) {
        checkForbid(policy);
      } else {
        checkPermit(policy);
      }
      for (String unknown : names.unknown(policy)) {
        refuse(policy, "it names " + unknown + ", which the bundle does not have");
      }
    }
    return byId;
  }

  private void keepUnderId(SortedMap<String, PolicyText> byId, String id, PolicyText policy) {
    if (!ID.matcher(id).matches()) {
      refuse(policy, "its `@id` is not 1 to 64 of a-z, 0-9, `.`, `_` and `-`");
    }
    PolicyText other = byId.putIfAbsent(id, policy);
    if (other != null) {
      refuse(policy, "its `@id` is already that of a policy in " + other.file());
    }
  }

  private void checkPermit(PolicyText policy) {
    if (policy.form().path("action").path("op").asText().equals("All")) {
      refuse(policy, "a permit names its actions: without them it would permit `see` too");
    }
    refuseAnnotations(policy, "a permit", "approvers", "quorum", "expires");
    if (ApprovalIdiom.uses(policy) > 0 || ApprovalIdiom.isMentionedElsewhere(policy)) {
      refuse(policy, "only a forbid with `@approvers` may speak of `approved`");
    }
  }

  private void checkForbid(PolicyText policy) {
    Optional<String> message = policy.annotation("message").filter(text -> !text.isBlank());
    if (message.isEmpty()) {
      refuse(policy, "a forbid has a `@message` for whom it stops");
    } else if (message.get().length() > LONGEST_MESSAGE
        || message.get().chars().anyMatch(Character::isISOControl)) {
      refuse(
          policy, "its `@message` is not one line of at most " + LONGEST_MESSAGE + " characters");
    }
    if (policy.asksApprovers()) {
      checkApproval(policy);
    } else {
      refuseAnnotations(policy, "a forbid without `@approvers`", "quorum", "expires");
      if (ApprovalIdiom.uses(policy) > 0 || ApprovalIdiom.isMentionedElsewhere(policy)) {
        refuse(policy, "only a forbid with `@approvers` may speak of `approved`");
      }
    }
  }

  private void checkApproval(PolicyText policy) {
    if (ApprovalIdiom.uses(policy) != 1 || ApprovalIdiom.isMentionedElsewhere(policy)) {
      refuse(
          policy,
          "a forbid with `@approvers` speaks of `approved` once, as `unless { context.approved }`");
    }
    if (expires(policy).isEmpty()) {
      refuse(policy, "its `@expires` is not an ISO 8601 duration from 5 seconds to 30 days");
    }
    String group = policy.annotation("approvers").orElse("");
    Optional<Integer> quorum = quorum(policy);
    if (!GROUP.matcher(group).matches()) {
      refuse(policy, "its `@approvers` is not the name of one group");
    } else if (quorum.isEmpty()) {
      refuse(policy, "its `@quorum` is not a number from 1 to 10");
    } else if (bundle.roster().membersOf(group).size() < quorum.get()) {
      int members = bundle.roster().membersOf(group).size();
      refuse(
          policy,
          "it asks for " + quorum.get() + " of group `" + group + "`, which has " + members);
    }
  }

  private static Optional<Integer> quorum(PolicyText policy) {
    return policy
        .annotation("quorum")
        .filter(text -> QUORUM.matcher(text).matches())
        .map(Integer::valueOf);
  }

  private static Optional<Duration> expires(PolicyText policy) {
    try {
      return policy
          .annotation("expires")
          .map(Duration::parse)
          .filter(wait -> wait.compareTo(SHORTEST_WAIT) >= 0 && wait.compareTo(LONGEST_WAIT) <= 0);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private void refuseAnnotations(PolicyText policy, String what, String... annotations) {
    for (String annotation : annotations) {
      if (policy.annotation(annotation).isPresent()) {
        refuse(policy, what + " has no `@" + annotation + "`");
      }
    }
  }

  private void refuse(PolicyText policy, String message) {
    faults.add(policy.fault(message));
  }

  private static String beginning(PolicyText policy) {
    String line = policy.source().replaceAll("\\s+", " ");
    return "`" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "`";
  }

  /** What a checked policy asks of approvers. */
  static Demand demand(String id, PolicyText policy) {
    return new Demand(
        id,
        policy.annotation("approvers").orElseThrow(),
        quorum(policy).orElseThrow(),
        policy.annotation("message").orElseThrow());
  }

  /** How long a checked policy waits for approvers. */
  static Duration wait(PolicyText policy) {
    return expires(policy).orElseThrow();
  }
}
