package dev.countersign.intake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.KeyLocation;
import dev.countersign.authenticate.KeySet;
import dev.countersign.authenticate.KeySource;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Two issuers with one key, and the tokens of the shop's cast. */
final class TestTokens implements KeySource {

  static final String AGENTS = "https://agents.example";
  static final String PEOPLE = "https://people.example";

  static final String CONFIGURATION =
      """
      [{"issuer": "https://agents.example", "keys": "https://agents.example/keys", "kind": "agent",
        "audience": "https://plane.example", "algorithms": ["ES256"]},
       {"issuer": "https://people.example", "keys": "https://people.example/keys", "kind": "person",
        "audience": "https://plane.example", "algorithms": ["ES256"]}]
      """;

  private static final ECKey KEY = newKey();

  private final InstantSource clock;
  boolean keysAreGone;

  TestTokens(InstantSource clock) {
    this.clock = clock;
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public KeyAnswer key(KeyLocation location, String keyId) {
    if (keysAreGone) {
      return new KeyAnswer.Unavailable();
    }
    String document = "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}";
    return KeySet.parse(document.getBytes(StandardCharsets.UTF_8)).orElseThrow().key(keyId);
  }

  /** The Authorization header of the agent `reporter`. */
  List<String> reporter() {
    return bearer(claims(AGENTS, "agent-reporter-01"));
  }

  /** The Authorization header of the agent `deployer`. */
  List<String> deployer() {
    return bearer(claims(AGENTS, "agent-deployer-02"));
  }

  /** The Authorization header of an agent that no bundle knows. */
  List<String> stranger() {
    return bearer(claims(AGENTS, "agent-stranger-99"));
  }

  /** The Authorization header of `reporter`, used by an agent that nobody answers for. */
  List<String> reporterThroughStranger() {
    return bearer(
        claims(AGENTS, "agent-reporter-01")
            .claim("act", Map.of("iss", AGENTS, "sub", "agent-stranger-99")));
  }

  /** The Authorization header of a person with this subject. */
  List<String> person(String subject) {
    return bearer(claims(PEOPLE, subject));
  }

  private JWTClaimsSet.Builder claims(String issuer, String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(subject)
        .audience("https://plane.example")
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(600)));
  }

  private static List<String> bearer(JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType("at+jwt"))
                  .keyID("key-1")
                  .build(),
              claims.build());
      token.sign(new ECDSASigner(KEY));
      return List.of("Bearer " + token.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
