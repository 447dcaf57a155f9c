package dev.countersign.approve;

import dev.countersign.decide.ApprovalRequirement;
import dev.countersign.decide.Demand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether the votes on an operation meet what the policies ask for together. Each place that a
 * policy asks for is filled by another person, so that one person with every role fills one place
 * only.
 */
public final class Quorum {

  private static final int NOBODY = -1;

  private final List<String> places;
  private final List<Vote> votes;
  private final int[] filledBy;

  private Quorum(List<String> places, List<Vote> votes) {
    this.places = places;
    this.votes = votes;
    this.filledBy = new int[places.size()];
    Arrays.fill(filledBy, NOBODY);
  }

  /**
   * What the votes come to: one refusal refuses; empty while they come to nothing.
   *
   * @param requirement what the policies ask for together
   * @param votes those recorded, by persons who differ
   */
  public static Optional<Verdict> verdict(ApprovalRequirement requirement, Collection<Vote> votes) {
    if (votes.stream().anyMatch(vote -> vote.verdict() == Verdict.REFUSED)) {
      return Optional.of(Verdict.REFUSED);
    }
    return isMet(requirement, votes) ? Optional.of(Verdict.APPROVED) : Optional.empty();
  }

  /** Whether approving votes fill every place; votes of the same person must not be among them. */
  public static boolean isMet(ApprovalRequirement requirement, Collection<Vote> votes) {
    List<String> places = places(requirement);
    List<Vote> approving =
        votes.stream().filter(vote -> vote.verdict() == Verdict.APPROVED).toList();
    return !places.isEmpty() && new Quorum(places, approving).fillsEveryPlace();
  }

  /** Two policies that ask the same group ask for the larger of their numbers, not for both. */
  private static List<String> places(ApprovalRequirement requirement) {
    SortedMap<String, Integer> byGroup = new TreeMap<>();
    for (Demand demand : requirement.demands()) {
      byGroup.merge(demand.group(), demand.quorum(), Math::max);
    }
    List<String> places = new ArrayList<>();
    byGroup.forEach((group, quorum) -> places.addAll(Collections.nCopies(quorum, group)));
    return places;
  }

  /** A maximum matching of votes to places by augmenting paths (Kuhn 1955). */
  private boolean fillsEveryPlace() {
    int filled = 0;
    for (int vote = 0; vote < votes.size(); vote++) {
      if (findsPlace(vote, new boolean[places.size()])) {
        filled++;
      }
    }
    return filled >= places.size();
  }

  private boolean findsPlace(int vote, boolean[] tried) {
    for (int place = 0; place < places.size(); place++) {
      if (tried[place] || !votes.get(vote).groups().contains(places.get(place))) {
        continue;
      }
      tried[place] = true;
      if (filledBy[place] == NOBODY || findsPlace(filledBy[place], tried)) {
        filledBy[place] = vote;
        return true;
      }
    }
    return false;
  }
}
