package dev.countersign.authenticate;

import dev.countersign.authenticate.TokenVerdict.Refused;
import dev.countersign.authenticate.TokenVerdict.Verified;
import dev.countersign.people.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves which person signed in, from an ID token (OpenID Connect Core, section 3.1.3.7), more
 * strictly: we are its only audience, the person authenticated lately, and an access token is
 * refused whoever issued it.
 */
public final class IdTokenVerifier {

  private final SignIn signIn;
  private final KeySource keys;
  private final InstantSource clock;

  public IdTokenVerifier(SignIn signIn, KeySource keys, InstantSource clock) {
    this.signIn = signIn;
    this.keys = keys;
    this.clock = clock;
  }

  /** The verdict on an ID token that answers the sign-in with this nonce. */
  public TokenVerdict verify(String idToken, String nonce) {
    try {
      SignedText signed = SignedText.parse(idToken);
      Claims claims = signed.claims();
      require(claims.requiredText("iss").equals(signIn.issuer()), TokenFault.UNKNOWN_ISSUER);
      require(signed.type().orElse("jwt").equals("jwt"), TokenFault.TYPE);
      require(signIn.algorithms().contains(signed.algorithm()), TokenFault.ALGORITHM);
      signed.requireSignedBy(keys.key(signIn.keys(), signed.keyId()));
      return new Verified(proved(claims, nonce));
    } catch (RefusedToken refused) {
      return new Refused(refused.fault());
    }
  }

  private VerifiedToken proved(Claims claims, String nonce) throws RefusedToken {
    require(claims.audiences().equals(Set.of(signIn.clientId())), TokenFault.AUDIENCE);
    require(
        claims.text("azp").orElse(signIn.clientId()).equals(signIn.clientId()),
        TokenFault.AUTHORIZED_PARTY);
    Instant now = clock.instant();
    Instant expiresAt = signIn.times().requireValid(claims, now);
    require(claims.has("nonce"), TokenFault.NONCE);
    require(same(claims.requiredText("nonce"), nonce), TokenFault.NONCE);
    // A person acts here for nobody else, and nobody acts for them.
    require(!claims.has("act"), TokenFault.ACTOR_CHAIN);
    require(!claims.has("cnf"), TokenFault.SENDER_BOUND);
    Optional<String> context = claims.text("acr");
    require(
        signIn.contexts().isEmpty() || context.filter(signIn.contexts()::contains).isPresent(),
        TokenFault.AUTHENTICATION_CONTEXT);
    return new VerifiedToken(
        new Account(signIn.issuer(), claims.requiredText("sub")),
        PrincipalKind.PERSON,
        List.of(),
        claims.text("jti"),
        Optional.of(authenticatedAt(claims, now)),
        expiresAt);
  }

  private Instant authenticatedAt(Claims claims, Instant now) throws RefusedToken {
    Instant authenticatedAt = claims.requiredTime("auth_time");
    require(!authenticatedAt.isAfter(now.plus(signIn.times().skew())), TokenFault.NOT_YET_VALID);
    require(
        !now.isAfter(authenticatedAt.plus(signIn.maximumAge()).plus(signIn.times().skew())),
        TokenFault.AUTHENTICATION_TIME);
    return authenticatedAt;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean holds, TokenFault fault) throws RefusedToken {
    if (!holds) {
      throw new RefusedToken(fault);
    }
  }
}
