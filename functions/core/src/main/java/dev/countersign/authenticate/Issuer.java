package dev.countersign.authenticate;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer whose access tokens are accepted, and on which terms (RFC 9068, RFC 8725).
 *
 * @param identifier the {@code iss} of its tokens, compared exactly
 * @param keys where it publishes its keys
 * @param kind which kind of principal it speaks for
 * @param algorithms what its tokens may be signed with
 * @param types the {@code typ} of its access tokens, in lower case and without {@code application/}
 * @param audience the {@code aud} that stands for us
 * @param times when its tokens are valid
 * @param refusesIdTokenClaims whether a token with claims of an ID token is refused; it must be so
 *     where the type alone does not tell the two apart
 */
public record Issuer(
    String identifier,
    KeyLocation keys,
    PrincipalKind kind,
    Set<SigningAlgorithm> algorithms,
    Set<String> types,
    String audience,
    TimeRules times,
    boolean refusesIdTokenClaims) {

  /**
   * Types of tokens that are never access tokens (RFC 9449, OpenID Connect back-channel, ID-JAG).
   */
  private static final Set<String> NEVER_ACCESS_TOKENS =
      Set.of("dpop+jwt", "oauth-id-jag+jwt", "logout+jwt", "secevent+jwt");

  public Issuer {
    algorithms = Set.copyOf(algorithms);
    types = Set.copyOf(types);
    requireIdentifier(identifier, keys.network());
    if (algorithms.isEmpty() || types.isEmpty() || audience.isBlank()) {
      throw new IllegalArgumentException("an issuer has algorithms, types and an audience");
    }
    for (String type : types) {
      if (!type.equals(type.toLowerCase(Locale.ROOT)) || NEVER_ACCESS_TOKENS.contains(type)) {
        throw new IllegalArgumentException("`" + type + "` is not a type of access tokens");
      }
    }
    if (types.contains("jwt") && !refusesIdTokenClaims) {
      throw new IllegalArgumentException(
          "an issuer whose access tokens are of type `jwt` must refuse claims of ID tokens");
    }
  }

  /** An identifier is an address without query and fragment (RFC 8414, section 2). */
  static void requireIdentifier(String identifier, NetworkClass network) {
    URI address = URI.create(identifier);
    network.require(address);
    if (address.getRawQuery() != null) {
      throw new IllegalArgumentException("an issuer's identifier has no query");
    }
  }

  /** Whether its tokens may have this type; a token without a type has none that is accepted. */
  boolean accepts(Optional<String> type) {
    return type.filter(types::contains).isPresent();
  }
}
