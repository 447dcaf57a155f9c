package dev.countersign.decide;

import dev.countersign.canonical.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes one decision of those about the parts of an operation: the most severe one holds. */
final class Decisions {

  private Decisions() {}

  static Decision together(List<Decision> decisions) {
    if (decisions.isEmpty()) {
      throw new IllegalArgumentException("nothing was decided");
    }
    Map<DenyReason, List<Decision.Deny>> denials = new EnumMap<>(DenyReason.class);
    List<Decision.ApprovalNeeded> needed = new ArrayList<>();
    SortedMap<String, Digest> policies = new TreeMap<>();
    for (Decision decision : decisions) {
      policies.putAll(decision.policies());
      switch (decision) {
        case Decision.Permit _ -> {}
        case Decision.ApprovalNeeded asking -> needed.add(asking);
        case Decision.Deny deny ->
            denials.computeIfAbsent(deny.reason(), _ -> new ArrayList<>()).add(deny);
      }
    }
    if (!denials.isEmpty()) {
      return denied(denials);
    }
    return needed.isEmpty()
        ? new Decision.Permit(policies)
        : new Decision.ApprovalNeeded(policies, union(needed), new TreeMap<>());
  }

  /** An error comes first, since it hides what else would be said; then what a policy says. */
  private static Decision denied(Map<DenyReason, List<Decision.Deny>> denials) {
    List<DenyReason> order =
        List.of(
            DenyReason.POLICY_ERROR,
            DenyReason.POLICY_FORBIDS,
            DenyReason.NOTHING_PERMITS,
            DenyReason.MASKING);
    DenyReason reason =
        order.stream()
            .filter(denials::containsKey)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such reason here"));
    List<Decision.Deny> alike = denials.getOrDefault(reason, List.of());
    SortedMap<String, Digest> policies = new TreeMap<>();
    alike.forEach(deny -> policies.putAll(deny.policies()));
    String message =
        alike.stream()
            .map(Decision.Deny::message)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining("; "));
    return new Decision.Deny(policies, reason, message);
  }

  private static ApprovalRequirement union(List<Decision.ApprovalNeeded> needed) {
    SortedMap<String, Demand> demands = new TreeMap<>();
    List<Duration> waits = new ArrayList<>();
    for (Decision.ApprovalNeeded asking : needed) {
      asking.requirement().demands().forEach(demand -> demands.put(demand.policy(), demand));
      waits.add(asking.requirement().expiresAfter());
    }
    return new ApprovalRequirement(List.copyOf(demands.values()), Collections.min(waits));
  }
}
