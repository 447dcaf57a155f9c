package dev.countersign.approve;

/**
 * What a waiting workflow is resumed with. It stays with the approval duty and never leaves it.
 *
 * @param text the token, at most 2,048 characters
 */
public record TaskToken(String text) {

  /** Withheld. */
  @Override
  public String toString() {
    return "TaskToken[withheld]";
  }
}
