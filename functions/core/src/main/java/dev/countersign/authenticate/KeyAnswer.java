package dev.countersign.authenticate;

/** What is known of a key identifier at one issuer. */
public sealed interface KeyAnswer {

  /** The key, fit for use. */
  record Found(VerificationKey key) implements KeyAnswer {}

  /** The issuer publishes a key under this identifier, but not one that is fit for signatures. */
  record Unfit() implements KeyAnswer {}

  /** The issuer publishes no such key. */
  record Unknown() implements KeyAnswer {}

  /** The issuer's keys cannot be had, and none that were had before are recent enough. */
  record Unavailable() implements KeyAnswer {}
}
