package dev.countersign.authenticate;

import dev.countersign.people.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a token proved. Only {@link TokenVerifier} makes one from a token's text.
 *
 * @param account the issuer and subject
 * @param kind which kind of principal the issuer is configured to speak for
 * @param actors every member of the {@code act} chain (RFC 8693, section 4.1), outermost first
 * @param tokenId the {@code jti}; empty where the token has none
 * @param authenticatedAt the {@code auth_time}; present for people who signed in
 * @param expiresAt the {@code exp}
 */
public record VerifiedToken(
    Account account,
    PrincipalKind kind,
    List<Account> actors,
    Optional<String> tokenId,
    Optional<Instant> authenticatedAt,
    Instant expiresAt) {

  public VerifiedToken {
    actors = List.copyOf(actors);
  }
}
