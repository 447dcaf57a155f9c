package dev.countersign.approve;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the approval duty keeps what belongs to a browser: sign-ins that were begun, and sessions.
 */
public interface SessionStore {

  /** Keeps a document under this key, in place of an earlier one, until this instant. */
  void keep(String key, String document, Instant expiresAt);

  /** The document under this key; empty if there is none or its time is over. */
  Optional<String> find(String key);

  /** The document under this key, which nobody can find or take again. */
  Optional<String> take(String key);
}
