package dev.countersign.localstack.issuer;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Things kept for a while under names that nobody can guess, at most a thousand. */
final class ShortLived<T> {

  private static final int CAPACITY = 1_000;
  private static final int NAME_BYTES = 24;

  private final Duration lifetime;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  private record Entry<T>(T value, Instant until) {}

  ShortLived(Duration lifetime, InstantSource clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  synchronized String keep(T value) {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    entries.put(name, new Entry<>(value, clock.instant().plus(lifetime)));
    if (entries.size() > CAPACITY) {
      entries.remove(entries.keySet().iterator().next());
    }
    return name;
  }

  synchronized Optional<T> find(String name) {
    return Optional.ofNullable(entries.get(name))
        .filter(entry -> clock.instant().isBefore(entry.until()))
        .map(Entry::value);
  }

  /** Finds it once: whoever comes second finds nothing. */
  synchronized Optional<T> take(String name) {
    Optional<T> value = find(name);
    entries.remove(name);
    return value;
  }
}
