package dev.countersign.execute;

/**
 * What a target is opened with. It stays within execution.
 *
 * @param user the role's name
 * @param password its password
 */
public record Credentials(String user, String password) {

  /** Withheld. */
  @Override
  public String toString() {
    return "Credentials[withheld]";
  }
}
