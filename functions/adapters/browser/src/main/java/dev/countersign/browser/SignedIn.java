package dev.countersign.browser;

import dev.countersign.people.Account;
import java.time.Instant;

/**
 * A person who has signed in. There is no way to make one out of an agent's token: only the sign-in
 * of people does.
 *
 * @param account the account with which they signed in
 * @param authenticatedAt when they did
 */
public record SignedIn(Account account, Instant authenticatedAt) {}
