package dev.countersign.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The things that were used most recently, and no more of them than a fixed number. Writer and
 * reader of an export keep bundles by this one rule, so neither needs to keep all.
 */
final class Recent<K, V> {

  private final Map<K, V> kept;

  Recent(int number) {
    kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > number;
          }
        };
  }

  /** The thing under this key, if it is still kept; it is the most recent now. */
  Optional<V> use(K key) {
    return Optional.ofNullable(kept.get(key));
  }

  void keep(K key, V value) {
    kept.put(key, value);
  }
}
