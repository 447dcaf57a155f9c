package dev.countersign.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.KeySet;
import dev.countersign.authenticate.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** An issuer with one key, its tokens, and a verifier that has its keys at hand. */
final class Tokens {

  private static final int RSA_BITS = 2_048;

  private final JWSAlgorithm algorithm;
  private final JWK key;
  private final JWSSigner signer;

  private Tokens(JWSAlgorithm algorithm, JWK key, JWSSigner signer) {
    this.algorithm = algorithm;
    this.key = key;
    this.signer = signer;
  }

  static Tokens of(String algorithm) {
    try {
      return algorithm.equals("ES256") ? ellipticCurve() : rsa();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Tokens ellipticCurve() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    return new Tokens(JWSAlgorithm.ES256, key, new ECDSASigner(key));
  }

  private static Tokens rsa() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(RSA_BITS).keyID("k1").generate();
    return new Tokens(JWSAlgorithm.RS256, key, new RSASSASigner(key));
  }

  TokenVerifier verifier() {
    KeySet keys =
        KeySet.parse(new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8)).orElseThrow();
    Issuers issuers =
        Issuers.deployed(
            """
            [{"issuer": "%s", "keys": "%s/keys", "kind": "agent",
              "audience": "https://plane.example", "algorithms": ["%s"]}]\
            """
                .formatted(Scene.AGENT.issuer(), Scene.AGENT.issuer(), algorithm.getName()));
    return new TokenVerifier(
        issuers, (location, keyId) -> keys.key(keyId), InstantSource.fixed(Scene.NOON));
  }

  /** The header of a request with a token of this number: another number is another token. */
  List<String> authorization(int number) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(Scene.AGENT.issuer())
                .subject(Scene.AGENT.subject())
                .audience("https://plane.example")
                .jwtID(Integer.toString(number))
                .issueTime(Date.from(Scene.NOON.minusSeconds(60)))
                .expirationTime(Date.from(Scene.NOON.plusSeconds(600)))
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return List.of("Bearer " + token.serialize());
  }
}
