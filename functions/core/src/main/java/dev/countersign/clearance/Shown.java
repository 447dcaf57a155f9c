package dev.countersign.clearance;

import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.decide.ApprovalRequirement;
import dev.countersign.decide.Exposure;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Everything that an approver is shown and agrees to; its digest is the <em>approval digest</em>.
 *
 * @param operation the digest of what was asked
 * @param text the exact text that will run
 * @param masked the columns that are masked for the requester
 * @param exposures where the text uses their true values
 * @param policies the policies that decided, with the digest of each
 * @param requirement what they ask for
 * @param requester the requester's account
 * @param actors the requester's delegation chain
 * @param controllers who answers for the requester
 * @param connection the digest of the connection
 * @param expiresAt when the request expires
 */
public record Shown(
    Digest operation,
    String text,
    SortedSet<ColumnName> masked,
    SortedSet<Exposure> exposures,
    SortedMap<String, Digest> policies,
    ApprovalRequirement requirement,
    Account requester,
    List<Account> actors,
    Optional<Controllers> controllers,
    Digest connection,
    Instant expiresAt) {

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Shown[" + operation + "]";
  }
}
