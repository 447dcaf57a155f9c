package dev.countersign.oidc;

import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.KeyLocation;
import dev.countersign.authenticate.KeySet;
import dev.countersign.authenticate.KeySource;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of issuers over HTTP: fixed addresses from configuration, cached for ten minutes,
 * fetched again at most once a minute for an unknown key, within 1.5 seconds and 150 kB, never
 * redirected.
 */
public final class HttpKeySource implements KeySource {

  private static final System.Logger LOG = System.getLogger(HttpKeySource.class.getName());
  private static final Duration LIMIT = Duration.ofMillis(1_500);

  private final InstantSource clock;
  private final BoundedExchange exchange;
  private final Map<KeyLocation, CachedKeySet> sets = new ConcurrentHashMap<>();

  public HttpKeySource(InstantSource clock) {
    this(clock, NameResolution.SYSTEM);
  }

  HttpKeySource(InstantSource clock, NameResolution names) {
    this.clock = clock;
    this.exchange = new BoundedExchange(names);
  }

  @Override
  public KeyAnswer key(KeyLocation location, String keyId) {
    return sets.computeIfAbsent(location, this::cached).key(keyId);
  }

  private CachedKeySet cached(KeyLocation location) {
    return new CachedKeySet(
        clock,
        () -> fetch(location),
        fault ->
            LOG.log(
                System.Logger.Level.WARNING,
                "keys at `{0}` were not fetched: {1}",
                location.url(),
                fault.getMessage()));
  }

  private KeySet fetch(KeyLocation location) throws EndpointFault {
    HttpRequest request =
        HttpRequest.newBuilder(location.url()).header("Accept", "application/json").GET().build();
    return KeySet.parse(exchange.send(request, location.network(), LIMIT))
        .orElseThrow(
            () -> new EndpointFault("the answer is not a key set, or one that must not be used"));
  }
}
