package dev.countersign.oidc;

import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.KeySet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one location as they were fetched last. Whatever tokens ask for, a usable set is
 * fetched again at most once a minute; a failed fetch leaves the last good set in use until it is
 * an hour old.
 */
final class CachedKeySet {

  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration USABLE = Duration.ofHours(1);
  private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);

  /** Without usable keys nobody is let in, so we come again sooner. */
  private static final Duration BETWEEN_FIRST_FETCHES = Duration.ofSeconds(5);

  /** How long an identifier that a fetch did not bring causes no other one. */
  private static final Duration UNKNOWN = Duration.ofMinutes(5);

  private static final int MAXIMUM_UNKNOWN = 256;

  private final InstantSource clock;
  private final Fetch fetch;
  private final FaultListener faults;
  private final Map<String, Instant> unknown = new LinkedHashMap<>();
  private @Nullable Loaded loaded;
  private @Nullable Instant attemptedAt;

  /** Gets the set from where it is published. */
  @FunctionalInterface
  interface Fetch {
    KeySet now() throws EndpointFault;
  }

  /** Hears of failed fetches. */
  @FunctionalInterface
  interface FaultListener {
    void failed(EndpointFault fault);
  }

  private record Loaded(KeySet keys, Instant at) {}

  CachedKeySet(InstantSource clock, Fetch fetch, FaultListener faults) {
    this.clock = clock;
    this.fetch = fetch;
    this.faults = faults;
  }

  /** The key with this identifier. Callers wait for a fetch that is under way. */
  synchronized KeyAnswer key(String keyId) {
    Instant now = clock.instant();
    if (!isWithin(FRESH, now)) {
      refresh(now);
    }
    KeyAnswer answer = known(keyId, now);
    if (!(answer instanceof KeyAnswer.Unknown) || isKnownAsUnknown(keyId, now)) {
      return answer;
    }
    if (refresh(now)) {
      answer = known(keyId, now);
      if (answer instanceof KeyAnswer.Unknown) {
        keepUnknown(keyId, now);
      }
    }
    return answer;
  }

  private KeyAnswer known(String keyId, Instant now) {
    Loaded current = loaded;
    return current == null || !isWithin(USABLE, now)
        ? new KeyAnswer.Unavailable()
        : current.keys().key(keyId);
  }

  /** Fetches the set if it is time to; whether it was tried. */
  private boolean refresh(Instant now) {
    Duration pause = isWithin(USABLE, now) ? BETWEEN_FETCHES : BETWEEN_FIRST_FETCHES;
    if (attemptedAt != null && now.isBefore(attemptedAt.plus(pause))) {
      return false;
    }
    attemptedAt = now;
    try {
      loaded = new Loaded(fetch.now(), now);
    } catch (EndpointFault fault) {
      faults.failed(fault);
    }
    return true;
  }

  private boolean isWithin(Duration age, Instant now) {
    Loaded current = loaded;
    return current != null && now.isBefore(current.at().plus(age));
  }

  private boolean isKnownAsUnknown(String keyId, Instant now) {
    Instant since = unknown.get(keyId);
    return since != null && now.isBefore(since.plus(UNKNOWN));
  }

  private void keepUnknown(String keyId, Instant now) {
    unknown.remove(keyId);
    unknown.put(keyId, now);
    if (unknown.size() > MAXIMUM_UNKNOWN) {
      unknown.remove(unknown.keySet().iterator().next());
    }
  }
}
