package dev.countersign.approval;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.time.Instant;

/**
 * What a voter hands in.
 *
 * @param verdict what they say
 * @param reason why, 1 to 1,000 characters
 * @param approvalDigest the digest of what their page showed
 */
public record Ballot(Verdict verdict, String reason, Digest approvalDigest) {

  /** The longest reason. */
  public static final int MAXIMUM_REASON_CHARACTERS = 1_000;

  public Ballot {
    if (reason.isBlank() || reason.length() > MAXIMUM_REASON_CHARACTERS) {
      throw new IllegalArgumentException("a reason has 1 to 1,000 characters");
    }
  }

  Vote by(Voter voter, Roster roster, Instant now) {
    Person person =
        roster
            .personWith(voter.account())
            .orElseThrow(() -> new IllegalStateException("the voter is not in the roster"));
    return new Vote(
        person.name(),
        voter.account(),
        Controllers.of(person.name()),
        person.groups(),
        verdict,
        reason,
        approvalDigest,
        voter.authenticatedAt(),
        now);
  }
}
