package dev.countersign.authenticate;

import dev.countersign.authenticate.TokenVerdict.Refused;
import dev.countersign.authenticate.TokenVerdict.Verified;
import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proves who asks, from an access token (RFC 9068 under the practices of RFC 8725). Total: every
 * text gets a verdict, and the first fault refuses.
 *
 * <p>INVARIANT: nothing that a token says selects how it is checked, except which of the configured
 * issuers and which of that issuer's own keys.
 */
public final class TokenVerifier {

  private static final int REMEMBERED_TOKENS = 1_000;
  private static final String SCHEME = "bearer ";

  /** Claims that only ID tokens have (OpenID Connect Core, sections 2 and 3.3.2.11). */
  private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

  private final Issuers issuers;
  private final KeySource keys;
  private final InstantSource clock;
  private final RecentTokens recent = new RecentTokens(REMEMBERED_TOKENS);

  public TokenVerifier(Issuers issuers, KeySource keys, InstantSource clock) {
    this.issuers = issuers;
    this.keys = keys;
    this.clock = clock;
  }

  /** The verdict on a request, from every value of its {@code Authorization} header (RFC 6750). */
  public TokenVerdict verifyAuthorization(List<String> values) {
    if (values.isEmpty()) {
      return new Refused(TokenFault.MISSING);
    }
    String value = values.getFirst();
    if (values.size() > 1) {
      return new Refused(TokenFault.MALFORMED);
    }
    if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return new Refused(value.isBlank() ? TokenFault.MISSING : TokenFault.SCHEME);
    }
    return verify(value.substring(SCHEME.length()));
  }

  /** The verdict on a token presented as a bearer token. */
  public TokenVerdict verify(String token) {
    if (token.isEmpty()) {
      return new Refused(TokenFault.MISSING);
    }
    if (token.length() > SignedText.MAXIMUM_LENGTH) {
      return new Refused(TokenFault.TOO_LONG);
    }
    Digest digest = Digest.ofText(token);
    Optional<VerifiedToken> remembered = remembered(digest);
    if (remembered.isPresent()) {
      return new Verified(remembered.get());
    }
    try {
      RecentTokens.Entry entry = check(SignedText.parse(token));
      recent.keep(digest, entry);
      return new Verified(entry.token());
    } catch (RefusedToken refused) {
      return new Refused(refused.fault());
    }
  }

  private Optional<VerifiedToken> remembered(Digest digest) {
    Optional<RecentTokens.Entry> entry = recent.find(digest, clock.instant());
    if (entry.isPresent()) {
      KeyAnswer answer = keys.key(entry.get().location(), entry.get().keyId());
      if (!answer.equals(new KeyAnswer.Found(entry.get().key()))) {
        // The issuer took the key back or changed it: the token must prove itself again.
        recent.forget(digest);
        return Optional.empty();
      }
    }
    return entry.map(RecentTokens.Entry::token);
  }

  private RecentTokens.Entry check(SignedText signed) throws RefusedToken {
    Claims claims = signed.claims();
    Issuer issuer =
        issuers
            .named(claims.requiredText("iss"))
            .orElseThrow(() -> new RefusedToken(TokenFault.UNKNOWN_ISSUER));
    require(issuer.accepts(signed.type()), TokenFault.TYPE);
    require(issuer.algorithms().contains(signed.algorithm()), TokenFault.ALGORITHM);
    VerificationKey key = signed.requireSignedBy(keys.key(issuer.keys(), signed.keyId()));
    return new RecentTokens.Entry(proved(claims, issuer), issuer.keys(), signed.keyId(), key);
  }

  private VerifiedToken proved(Claims claims, Issuer issuer) throws RefusedToken {
    require(claims.audiences().contains(issuer.audience()), TokenFault.AUDIENCE);
    Instant expiresAt = issuer.times().requireValid(claims, clock.instant());
    require(!claims.has("cnf"), TokenFault.SENDER_BOUND);
    for (String name : ID_TOKEN_CLAIMS) {
      require(!issuer.refusesIdTokenClaims() || !claims.has(name), TokenFault.TYPE);
    }
    for (String name : List.of("scope", "client_id", "azp")) {
      claims.text(name);
    }
    return new VerifiedToken(
        new Account(issuer.identifier(), claims.requiredText("sub")),
        issuer.kind(),
        ActorChain.of(claims, issuer, issuers),
        claims.text("jti"),
        claims.time("auth_time"),
        expiresAt);
  }

  private static void require(boolean holds, TokenFault fault) throws RefusedToken {
    if (!holds) {
      throw new RefusedToken(fault);
    }
  }
}
