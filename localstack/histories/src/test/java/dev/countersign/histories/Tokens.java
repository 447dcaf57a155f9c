package dev.countersign.histories;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.KeySet;
import dev.countersign.authenticate.KeySource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The issuers of the world, and tokens of theirs; each is signed once and used all its day. */
final class Tokens {

  private static final String AUDIENCE = "https://plane.example";
  private static final Duration DAY = Duration.ofHours(24);
  private static final ECKey KEY = key();
  private static final KeySet KEYS = keys();
  private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

  /** Agents and people. */
  static final Issuers ISSUERS = issuers();

  private Tokens() {}

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeySet keys() {
    byte[] document = new JWKSet(KEY).toString(true).getBytes(StandardCharsets.UTF_8);
    return KeySet.parse(document).orElseThrow();
  }

  static String issuer(String name) {
    return "https://" + name + ".example";
  }

  private static Issuers issuers() {
    return Issuers.deployed(
        "[" + configuration("agents", "agent") + "," + configuration("people", "person") + "]");
  }

  private static String configuration(String name, String kind) {
    return """
    {"issuer": "%s", "keys": "%s/keys", "kind": "%s", "audience": "%s",
     "algorithms": ["ES256"], "maximumLifetimeSeconds": 86400}\
    """
        .formatted(issuer(name), issuer(name), kind, AUDIENCE);
  }

  static KeySource source() {
    return (location, keyId) -> KEYS.key(keyId);
  }

  /** The header with which this asker authenticates at this time. */
  static List<String> authorization(Asker asker, Instant now) {
    Instant issued = Instant.ofEpochSecond(now.getEpochSecond() / 43_200 * 43_200);
    return List.of(
        "Bearer " + SIGNED.computeIfAbsent(asker + " " + issued, name -> sign(asker, issued)));
  }

  private static String sign(Asker asker, Instant issued) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer(asker.issuer))
            .subject(asker.subject)
            .audience(AUDIENCE)
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(issued.plus(DAY)));
    asker
        .actor()
        .ifPresent(actor -> claims.claim("act", Map.of("iss", issuer("agents"), "sub", actor)));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY.getKeyID())
                .build(),
            claims.build());
    try {
      token.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
