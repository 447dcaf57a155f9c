package dev.countersign.authenticate;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;

/**
 * The signature algorithms that are implemented (RFC 7518, section 3). Symmetric ones are not: who
 * can check such a token can also forge it.
 */
public enum SigningAlgorithm {
  RS256,
  PS256,
  ES256,
  ES384;

  /** The algorithm of exactly this registered name. */
  public static Optional<SigningAlgorithm> named(String name) {
    for (SigningAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  JWSAlgorithm registered() {
    return JWSAlgorithm.parse(name());
  }

  /** Whether a key of this type and curve can be used with the algorithm. */
  boolean fits(JWK key) {
    return switch (this) {
      case RS256, PS256 -> key instanceof RSAKey;
      case ES256 -> key instanceof ECKey curve && curve.getCurve().equals(Curve.P_256);
      case ES384 -> key instanceof ECKey curve && curve.getCurve().equals(Curve.P_384);
    };
  }
}
