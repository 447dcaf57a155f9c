package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Makes tokens, good and bad: any header and payload text, signed by any key in any way. */
final class TokenForge {

  private final JWK key;

  private TokenForge(JWK key) {
    this.key = key;
  }

  static TokenForge ellipticCurve(String keyId) {
    return ellipticCurve(keyId, Curve.P_256);
  }

  static TokenForge ellipticCurve(String keyId, Curve curve) {
    try {
      return new TokenForge(new ECKeyGenerator(curve).keyID(keyId).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static TokenForge rsa(String keyId) {
    try {
      return new TokenForge(new RSAKeyGenerator(2_048).keyID(keyId).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  JWK publicKey() {
    return key.toPublicJWK();
  }

  /** A header with this algorithm, the type of access tokens and the key's own identifier. */
  ObjectNode header(String algorithm) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", algorithm)
        .put("typ", "at+jwt")
        .put("kid", key.getKeyID());
  }

  String sign(ObjectNode header, ObjectNode claims) {
    return sign(header.toString(), claims.toString());
  }

  /** Signs in the way that fits the key and the {@code alg} that the header names, if any. */
  String sign(String header, String payload) {
    return signEncoded(encode(header) + "." + encode(payload), header.contains("\"PS256\""));
  }

  String signEncoded(String input, boolean probabilistic) {
    return input
        + "."
        + encode(signature(input.getBytes(StandardCharsets.US_ASCII), probabilistic));
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  byte[] signature(byte[] input, boolean probabilistic) {
    try {
      return switch (key) {
        case ECKey curve ->
            sign(
                curve.getCurve().equals(Curve.P_256)
                    ? "SHA256withECDSAinP1363Format"
                    : "SHA384withECDSAinP1363Format",
                curve.toECPrivateKey(),
                input,
                false);
        case RSAKey rsa ->
            sign(
                probabilistic ? "RSASSA-PSS" : "SHA256withRSA",
                rsa.toRSAPrivateKey(),
                input,
                probabilistic);
        default -> throw new IllegalStateException("no such key is made here");
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signature over this input as X.509 writes it, which no token may use. */
  byte[] signatureInDer(byte[] input) {
    try {
      return sign("SHA256withECDSA", key.toECKey().toECPrivateKey(), input, false);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(
      String algorithm, PrivateKey key, byte[] input, boolean probabilistic) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      if (probabilistic) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
