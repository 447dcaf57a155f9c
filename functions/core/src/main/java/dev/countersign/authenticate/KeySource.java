package dev.countersign.authenticate;

/**
 * Where the public keys of an issuer come from. The location is configuration, never a part of a
 * token; an implementation bounds what it fetches, how often, and how long it relies on it.
 */
public interface KeySource {

  /** The key with this identifier at this location. */
  KeyAnswer key(KeyLocation location, String keyId);
}
