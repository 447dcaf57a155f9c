package dev.countersign.authenticate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One public key that passed every check of {@link KeySet}, with the algorithms that it may be used
 * with. Two are equal if they are the same key under the same identifier.
 */
public final class VerificationKey {

  private final String keyId;
  private final Set<SigningAlgorithm> algorithms;
  private final PublicKey publicKey;
  private final JWSVerifier verifier;

  VerificationKey(
      String keyId, Set<SigningAlgorithm> algorithms, PublicKey publicKey, JWSVerifier verifier) {
    this.keyId = keyId;
    this.algorithms = Set.copyOf(algorithms);
    this.publicKey = publicKey;
    this.verifier = verifier;
  }

  /** Whether the key may be used with this algorithm. */
  boolean allows(SigningAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Whether this key made the signature over the input. */
  boolean signed(SigningAlgorithm algorithm, byte[] input, Base64URL signature) {
    try {
      return verifier.verify(new JWSHeader(algorithm.registered()), input, signature);
    } catch (JOSEException _) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerificationKey key
        && keyId.equals(key.keyId)
        && algorithms.equals(key.algorithms)
        && publicKey.equals(key.publicKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keyId, algorithms, publicKey);
  }

  @Override
  public String toString() {
    return "key `" + keyId + "` for " + algorithms;
  }
}
