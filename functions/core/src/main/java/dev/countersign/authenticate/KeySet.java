package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes (RFC 7517, section 5), checked once when read.
 *
 * <p>A set with a symmetric or private key, or with one identifier for two keys, is refused as a
 * whole: whoever wrote it, its keys prove nothing. A key that is merely not for us (encryption,
 * another curve) or too weak (RSA below 2048 bits, a public exponent below 65537, a ROCA modulus, a
 * point off its curve) is left out and answers {@link KeyAnswer.Unfit}.
 */
public final class KeySet {

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._=@-]{1,128}");
  private static final Set<String> SECRET_MEMBERS =
      Set.of("k", "d", "p", "q", "dp", "dq", "qi", "oth");
  private static final int MAXIMUM_KEYS = 100;
  private static final int MINIMUM_RSA_BITS = 2_048;
  private static final int MAXIMUM_RSA_BITS = 8_192;
  private static final BigInteger MINIMUM_EXPONENT = BigInteger.valueOf(65_537);

  private final Map<String, KeyAnswer> keys;

  private KeySet(Map<String, KeyAnswer> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** The set that this document is; empty where it is not one, or one that must not be used. */
  public static Optional<KeySet> parse(byte[] document) {
    return StrictJson.object(document)
        .map(set -> set.get("keys"))
        .filter(ArrayNode.class::isInstance)
        .flatMap(KeySet::of);
  }

  private static Optional<KeySet> of(JsonNode array) {
    if (array.size() > MAXIMUM_KEYS) {
      return Optional.empty();
    }
    Map<String, KeyAnswer> keys = new LinkedHashMap<>();
    for (JsonNode member : array) {
      if (!(member instanceof ObjectNode key) || holdsSecret(key)) {
        return Optional.empty();
      }
      JsonNode keyId = key.get("kid");
      // A key without an identifier is legal and of no use: every token must name its key.
      if (keyId != null
          && (!isKeyId(keyId.textValue()) || keys.put(keyId.textValue(), check(key)) != null)) {
        return Optional.empty();
      }
    }
    return Optional.of(new KeySet(keys));
  }

  /** The key with this identifier. */
  public KeyAnswer key(String keyId) {
    return keys.getOrDefault(keyId, new KeyAnswer.Unknown());
  }

  /** Whether this text may name a key. It is used as a key of a map and for nothing else. */
  static boolean isKeyId(@Nullable String text) {
    return text != null && KEY_ID.matcher(text).matches();
  }

  private static boolean holdsSecret(ObjectNode key) {
    return "oct".equals(key.path("kty").textValue()) || SECRET_MEMBERS.stream().anyMatch(key::has);
  }

  private static KeyAnswer check(ObjectNode json) {
    try {
      JWK key = JWK.parse(json.toString());
      Set<SigningAlgorithm> algorithms = algorithms(key);
      if (algorithms.isEmpty() || !isForSignatures(key)) {
        return new KeyAnswer.Unfit();
      }
      return switch (key) {
        case RSAKey rsa when isStrong(rsa) ->
            found(key, algorithms, rsa.toRSAPublicKey(), new RSASSAVerifier(rsa.toRSAPublicKey()));
        case ECKey curve -> found(key, algorithms, curve.toECPublicKey(), new ECDSAVerifier(curve));
        default -> new KeyAnswer.Unfit();
      };
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return new KeyAnswer.Unfit();
    }
  }

  private static KeyAnswer found(
      JWK key, Set<SigningAlgorithm> algorithms, PublicKey publicKey, JWSVerifier verifier) {
    return new KeyAnswer.Found(
        new VerificationKey(key.getKeyID(), algorithms, publicKey, verifier));
  }

  private static Set<SigningAlgorithm> algorithms(JWK key) {
    Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      boolean named =
          key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm.registered());
      if (named && algorithm.fits(key)) {
        algorithms.add(algorithm);
      }
    }
    return algorithms;
  }

  private static boolean isForSignatures(JWK key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static boolean isStrong(RSAKey key) {
    BigInteger modulus = key.getModulus().decodeToBigInteger();
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    return modulus.bitLength() >= MINIMUM_RSA_BITS
        && modulus.bitLength() <= MAXIMUM_RSA_BITS
        && exponent.compareTo(MINIMUM_EXPONENT) >= 0
        && exponent.testBit(0)
        && exponent.bitLength() <= 256
        && !RocaFingerprint.matches(modulus);
  }
}
