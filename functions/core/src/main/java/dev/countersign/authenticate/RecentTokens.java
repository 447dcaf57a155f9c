package dev.countersign.authenticate;

import dev.countersign.canonical.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that verified lately, by the digest of their text, so that a signature is computed once.
 * Holds a bounded number and never the token itself. What it returns has not expired; whether the
 * key is still the issuer's is for the caller to ask.
 */
final class RecentTokens {

  private final int capacity;
  private final Map<Digest, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A token that verified.
   *
   * @param token what it proved
   * @param location where its issuer publishes keys
   * @param keyId the identifier of the key
   * @param key the key that it verified with
   */
  record Entry(VerifiedToken token, KeyLocation location, String keyId, VerificationKey key) {}

  RecentTokens(int capacity) {
    this.capacity = capacity;
  }

  synchronized Optional<Entry> find(Digest digest, Instant now) {
    Entry entry = entries.get(digest);
    if (entry == null) {
      return Optional.empty();
    }
    if (!now.isBefore(entry.token().expiresAt())) {
      entries.remove(digest);
      return Optional.empty();
    }
    return Optional.of(entry);
  }

  synchronized void keep(Digest digest, Entry entry) {
    entries.put(digest, entry);
    if (entries.size() > capacity) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  synchronized void forget(Digest digest) {
    entries.remove(digest);
  }
}
