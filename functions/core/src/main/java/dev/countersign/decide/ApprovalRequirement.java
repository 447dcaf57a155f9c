package dev.countersign.decide;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What all policies together ask of approvers.
 *
 * @param demands one for each policy that asks, by policy id
 * @param expiresAfter the shortest time that any of them gives
 */
public record ApprovalRequirement(List<Demand> demands, Duration expiresAfter) {

  private static final Duration REMIND_FROM = Duration.ofMinutes(10);

  public ApprovalRequirement {
    demands = List.copyOf(demands);
    if (demands.isEmpty()) {
      throw new IllegalArgumentException("an approval requirement asks somebody");
    }
  }

  /** The groups whose members may vote. */
  public SortedSet<String> groups() {
    SortedSet<String> groups = new TreeSet<>();
    demands.forEach(demand -> groups.add(demand.group()));
    return groups;
  }

  /** How long to wait before approvers are reminded: half of a long time, all of a short one. */
  public Duration firstWait() {
    return expiresAfter.compareTo(REMIND_FROM) < 0 ? expiresAfter : expiresAfter.dividedBy(2);
  }
}
