package dev.countersign.approve;

import dev.countersign.people.Controllers;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The rule that Countersign exists for: nobody, and nothing, both asks and approves.
 *
 * <p>It compares the natural persons behind two principals, never their names or accounts: an
 * agent's owners and operators, every member of a delegation chain, and every linked account of a
 * person all count as the people they are. There is no exemption, for administrators or anyone
 * else, and no policy can switch it off. It is applied when a vote is cast, again in the condition
 * of the write that records the vote, and again before execution.
 *
 * <p>This is dynamic segregation of duties over the people of one operation (NIST SP 800-53 AC-5;
 * compare INCITS 359, which defines it over roles).
 */
public final class SegregationOfDuties {

  private SegregationOfDuties() {}

  /**
   * Says what, if anything, forbids this approver's vote.
   *
   * @param requester the persons who answer for the requester, at the time of the request and now;
   *     empty where nobody is known to
   * @param approver the persons who answer for the approver
   * @param others the persons behind each other vote on the same operation
   * @return the first conflict; empty exactly when the vote is independent
   */
  public static Optional<DutyConflict> conflict(
      Optional<Controllers> requester, Controllers approver, Collection<Controllers> others) {
    if (requester.isEmpty()) {
      return Optional.of(new DutyConflict.RequesterUnaccounted());
    }
    SortedSet<String> onBothSides = requester.get().shared(approver);
    if (!onBothSides.isEmpty()) {
      return Optional.of(new DutyConflict.AnswersForRequester(onBothSides));
    }
    for (Controllers other : others) {
      SortedSet<String> behindBoth = other.shared(approver);
      if (!behindBoth.isEmpty()) {
        return Optional.of(new DutyConflict.VotedBefore(behindBoth));
      }
    }
    return Optional.empty();
  }
}
