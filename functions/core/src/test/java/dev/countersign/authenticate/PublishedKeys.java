package dev.countersign.authenticate;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys in memory, as several issuers publish them. */
final class PublishedKeys implements KeySource {

  private final Map<KeyLocation, KeySet> sets = new HashMap<>();

  void publish(KeyLocation location, JWK... keys) {
    sets.put(location, KeySet.parse(document(keys)).orElseThrow());
  }

  void withdraw(KeyLocation location) {
    sets.remove(location);
  }

  static byte[] document(JWK... keys) {
    return List.of(keys).stream()
        .map(JWK::toJSONString)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public KeyAnswer key(KeyLocation location, String keyId) {
    KeySet set = sets.get(location);
    return set == null ? new KeyAnswer.Unavailable() : set.key(keyId);
  }
}
