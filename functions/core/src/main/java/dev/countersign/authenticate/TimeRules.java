package dev.countersign.authenticate;

import java.time.Duration;
import java.time.Instant;

/**
 * When a token is valid (RFC 7519, sections 4.1.4 to 4.1.6).
 *
 * @param skew how far the issuer's clock may differ from ours, at most a minute
 * @param maximumLifetime the longest time from issue to expiry that is accepted
 */
public record TimeRules(Duration skew, Duration maximumLifetime) {

  private static final Duration MAXIMUM_SKEW = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofHours(24);

  public TimeRules {
    if (skew.isNegative() || skew.compareTo(MAXIMUM_SKEW) > 0) {
      throw new IllegalArgumentException("the skew is between 0 and 60 seconds");
    }
    if (!maximumLifetime.isPositive() || maximumLifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the maximum lifetime is between a second and 24 hours");
    }
  }

  /** Refuses a token that is not valid now; when it expires. */
  Instant requireValid(Claims claims, Instant now) throws RefusedToken {
    Instant expiresAt = claims.requiredTime("exp");
    Instant issuedAt = claims.requiredTime("iat");
    Instant notBefore = claims.time("nbf").orElse(issuedAt);
    if (!now.isBefore(expiresAt.plus(skew))) {
      throw new RefusedToken(TokenFault.EXPIRED);
    }
    if (issuedAt.isAfter(now.plus(skew)) || notBefore.isAfter(now.plus(skew))) {
      throw new RefusedToken(TokenFault.NOT_YET_VALID);
    }
    Duration lifetime = Duration.between(issuedAt, expiresAt);
    if (!lifetime.isPositive() || lifetime.compareTo(maximumLifetime) > 0) {
      throw new RefusedToken(TokenFault.LIFETIME);
    }
    return expiresAt;
  }
}
