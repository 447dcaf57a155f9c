package dev.countersign.execute;

import java.util.Optional;

/**
 * What a target is opened with. It stays within execution.
 *
 * @param user the role's name
 * @param password its password
 * @param maskKey the key of the connection's masks that disclose equality; empty where it has none
 */
public record Credentials(String user, String password, Optional<MaskKey> maskKey) {

  /** A credential without a key for masks. */
  public Credentials(String user, String password) {
    this(user, password, Optional.empty());
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "Credentials[withheld]";
  }
}
