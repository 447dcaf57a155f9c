package dev.countersign.approve;

import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One person's verdict on exactly what they were shown.
 *
 * @param approver the person's name in the bundle
 * @param account the account with which they signed in
 * @param controllers who answers for that person
 * @param groups the groups they were in when they voted
 * @param verdict what they say
 * @param reason why, in their words
 * @param approvalDigest what they were shown
 * @param authenticatedAt when they signed in
 * @param votedAt when they voted
 */
public record Vote(
    String approver,
    Account account,
    Controllers controllers,
    SortedSet<String> groups,
    Verdict verdict,
    String reason,
    Digest approvalDigest,
    Instant authenticatedAt,
    Instant votedAt) {

  public Vote {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }
}
