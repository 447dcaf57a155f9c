package dev.countersign.classify;

/** What an operation would do to its target, from the least to the most severe. */
public enum Effect {
  /** It changes nothing. */
  READ,
  /** It changes rows. */
  WRITE,
  /** It changes tables, views, routines or the like. */
  SCHEMA,
  /** It changes the server, the session, roles or privileges. */
  ADMIN,
  /** It could not be said: treated as the worst. */
  UNKNOWN;

  /** The more severe of the two. */
  public Effect worst(Effect other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
