package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;

/**
 * Three issuers that a plane trusts: of agents (ES256), of people (RS256, another audience, the
 * same key identifier as the first), and one whose access tokens are of type JWT.
 */
final class TokenScene {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final String AGENTS = "https://agents.example";
  static final String PEOPLE = "https://people.example/";
  static final String PLAIN = "https://plain.example/v2.0";
  static final String AUDIENCE = "https://plane.example";
  static final String PEOPLE_AUDIENCE = "https://plane.example/people";

  static final String CONFIGURATION =
      """
      [{"issuer": "https://agents.example", "keys": "https://agents.example/keys", "kind": "agent",
        "audience": "https://plane.example", "algorithms": ["ES256"],
        "maximumLifetimeSeconds": 900, "skewSeconds": 60},
       {"issuer": "https://people.example/", "keys": "https://people.example/keys", "kind": "person",
        "audience": "https://plane.example/people", "algorithms": ["RS256"]},
       {"issuer": "https://plain.example/v2.0", "keys": "https://plain.example/keys",
        "kind": "agent", "audience": "https://plane.example", "algorithms": ["ES256", "PS256"],
        "types": ["JWT", "at+jwt"]}]
      """;

  /** Made once: an RSA key takes its time. */
  private static final TokenForge PEOPLE_KEY = TokenForge.rsa("key-1");

  final TokenForge agents = TokenForge.ellipticCurve("key-1");
  final TokenForge people = PEOPLE_KEY;
  final TokenForge plain = TokenForge.ellipticCurve("key-3");
  final PublishedKeys keys = new PublishedKeys();
  final Issuers issuers = Issuers.deployed(CONFIGURATION);

  TokenScene() {
    keys.publish(location(AGENTS), agents.publicKey());
    keys.publish(location(PEOPLE), people.publicKey());
    keys.publish(location(PLAIN), plain.publicKey());
  }

  static KeyLocation location(String issuer) {
    return new KeyLocation(URI.create(issuer).resolve("/keys"), NetworkClass.PUBLIC);
  }

  TokenVerifier verifier() {
    return new TokenVerifier(issuers, keys, () -> NOW);
  }

  /** The claims of a good token of the agents' issuer. */
  static ObjectNode claims() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("iss", AGENTS)
        .put("sub", "reporting-agent")
        .put("aud", AUDIENCE)
        .put("client_id", "reporting")
        .put("jti", "token-1")
        .put("scope", "sql")
        .put("iat", NOW.getEpochSecond() - 10)
        .put("exp", NOW.getEpochSecond() + 300);
  }

  static ObjectNode claimsOf(String issuer, String audience) {
    return claims().put("iss", issuer).put("aud", audience);
  }

  /** A good token of the agents' issuer, with these claims. */
  String agentToken(ObjectNode claims) {
    return agents.sign(agents.header("ES256"), claims);
  }
}
