package dev.countersign.localstack.shop;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The passwords of the two roles that the gateway connects as, new at each start.
 *
 * @param read of the role that may only read
 * @param write of the role that may change rows
 */
public record ShopPasswords(String read, String write) {

  private static final int BYTES = 24;

  /** Passwords that nobody can guess. */
  static ShopPasswords random() {
    SecureRandom random = new SecureRandom();
    return new ShopPasswords(password(random), password(random));
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "ShopPasswords[withheld]";
  }
}
