package dev.countersign.localstack.stepfunctions.execution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The secret that resumes a waiting task: 32 random bytes and a checksum that tells a mistyped
 * token from an unknown one. It is given to the function only; what is kept is its hash.
 */
final class TaskToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;
  private static final int CHECK_BYTES = 4;

  /** What a history shows where the function was given the token. */
  static final String WITHHELD = "(withheld)";

  private final String text;

  private TaskToken(String text) {
    this.text = text;
  }

  static TaskToken random() {
    byte[] token = new byte[SECRET_BYTES + CHECK_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    System.arraycopy(secret, 0, token, 0, SECRET_BYTES);
    System.arraycopy(sha256(secret), 0, token, SECRET_BYTES, CHECK_BYTES);
    return new TaskToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** The token in the text, or nothing if it can never have been one. */
  static Optional<TaskToken> parse(String text) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(text);
      if (token.length != SECRET_BYTES + CHECK_BYTES) {
        return Optional.empty();
      }
      byte[] check = Arrays.copyOf(sha256(Arrays.copyOf(token, SECRET_BYTES)), CHECK_BYTES);
      return Arrays.equals(check, Arrays.copyOfRange(token, SECRET_BYTES, token.length))
          ? Optional.of(new TaskToken(text))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** What is kept of it. */
  String hash() {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The token itself, for the function. */
  String reveal() {
    return text;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return WITHHELD;
  }
}
