package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signature in compact form (RFC 7515, section 7.1), read strictly: one text has one meaning and
 * one meaning has one text. Nothing of it may be relied on before {@link #requireSignedBy}.
 */
final class SignedText {

  static final int MAXIMUM_LENGTH = 8_192;

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

  /**
   * Members that name a key by other means than configuration, that change how the rest is read, or
   * that no plain token has (RFC 7515, 7516, 7797).
   */
  private static final Set<String> REFUSED_MEMBERS =
      Set.of("crit", "b64", "zip", "enc", "cty", "jku", "x5u", "jwk", "x5c");

  private final SigningAlgorithm algorithm;
  private final String keyId;
  private final Optional<String> type;
  private final byte[] payload;
  private final byte[] signingInput;
  private final Base64URL signature;

  private SignedText(ObjectNode header, String text, byte[] payload) throws RefusedToken {
    this.algorithm = algorithm(header);
    for (String member : REFUSED_MEMBERS) {
      if (header.has(member)) {
        throw new RefusedToken(TokenFault.HEADER);
      }
    }
    this.type = type(header);
    this.keyId = keyId(header);
    this.payload = payload;
    int end = text.lastIndexOf('.');
    this.signingInput = text.substring(0, end).getBytes(StandardCharsets.US_ASCII);
    this.signature = new Base64URL(text.substring(end + 1));
  }

  static SignedText parse(String text) throws RefusedToken {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new RefusedToken(TokenFault.TOO_LONG);
    }
    if (!FORM.matcher(text).matches()) {
      throw new RefusedToken(TokenFault.MALFORMED);
    }
    List<String> parts = List.of(text.split("\\.", -1));
    ObjectNode header =
        StrictJson.object(decode(parts.get(0)))
            .orElseThrow(() -> new RefusedToken(TokenFault.MALFORMED));
    byte[] payload = decode(parts.get(1));
    decode(parts.get(2));
    SignedText signed = new SignedText(header, text, payload);
    if (parts.get(2).isEmpty()) {
      throw new RefusedToken(TokenFault.UNSIGNED);
    }
    return signed;
  }

  /** Decodes base64url that is written as RFC 4648 writes it: no padding, no stray last bits. */
  private static byte[] decode(String part) throws RefusedToken {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      throw new RefusedToken(TokenFault.MALFORMED);
    }
    throw new RefusedToken(TokenFault.MALFORMED);
  }

  private static SigningAlgorithm algorithm(ObjectNode header) throws RefusedToken {
    String name = text(header, "alg").orElseThrow(() -> new RefusedToken(TokenFault.HEADER));
    if (name.toLowerCase(Locale.ROOT).equals("none")) {
      throw new RefusedToken(TokenFault.UNSIGNED);
    }
    return SigningAlgorithm.named(name).orElseThrow(() -> new RefusedToken(TokenFault.ALGORITHM));
  }

  private static String keyId(ObjectNode header) throws RefusedToken {
    return text(header, "kid")
        .filter(KeySet::isKeyId)
        .orElseThrow(() -> new RefusedToken(TokenFault.HEADER));
  }

  /** The media type without its {@code application/}, in lower case (RFC 7515, section 4.1.9). */
  private static Optional<String> type(ObjectNode header) throws RefusedToken {
    return text(header, "typ")
        .map(type -> type.toLowerCase(Locale.ROOT))
        .map(type -> type.startsWith("application/") ? type.substring(12) : type);
  }

  private static Optional<String> text(ObjectNode header, String member) throws RefusedToken {
    JsonNode value = header.get(member);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new RefusedToken(TokenFault.HEADER);
    }
    return Optional.of(value.textValue());
  }

  SigningAlgorithm algorithm() {
    return algorithm;
  }

  String keyId() {
    return keyId;
  }

  Optional<String> type() {
    return type;
  }

  /** The claims. They are what the signer said only after {@link #requireSignedBy}. */
  Claims claims() throws RefusedToken {
    return new Claims(
        StrictJson.object(payload).orElseThrow(() -> new RefusedToken(TokenFault.MALFORMED)));
  }

  /** Refuses the text unless this key signed it; the key, for who wants to remember it. */
  VerificationKey requireSignedBy(KeyAnswer answer) throws RefusedToken {
    VerificationKey key =
        switch (answer) {
          case KeyAnswer.Found(VerificationKey found) -> found;
          case KeyAnswer.Unfit() -> throw new RefusedToken(TokenFault.KEY);
          case KeyAnswer.Unknown() -> throw new RefusedToken(TokenFault.UNKNOWN_KEY);
          case KeyAnswer.Unavailable() -> throw new RefusedToken(TokenFault.KEYS_UNAVAILABLE);
        };
    if (!key.allows(algorithm)) {
      throw new RefusedToken(TokenFault.ALGORITHM);
    }
    if (!key.signed(algorithm, signingInput, signature)) {
      throw new RefusedToken(TokenFault.SIGNATURE);
    }
    return key;
  }
}
