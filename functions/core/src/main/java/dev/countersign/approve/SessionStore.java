package dev.countersign.approve;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the approval duty keeps what belongs to a browser: sign-ins that were begun, and sessions.
 * Every call throws {@link SessionsUnavailable} if the store does not answer.
 */
public interface SessionStore {

  /** Keeps a document under this key, in place of an earlier one, until this instant. */
  void keep(String key, String document, Instant expiresAt);

  /** The document under this key; empty if there is none or its time is over. */
  Optional<String> find(String key);

  /** The document under this key, which nobody can find or take again. */
  Optional<String> take(String key);

  /** The store did not answer; whether the call took effect is unknown. */
  final class SessionsUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which call failed; the cause is for logs, never for a caller. */
    public SessionsUnavailable(String call, Throwable cause) {
      super("the store of sessions did not answer: " + call, cause);
    }
  }
}
