package dev.countersign.authenticate;

import java.net.URI;
import java.util.Set;

/** Where an issuer's endpoints may lie. */
public enum NetworkClass {
  /** On the internet: https, and no private address, so that no issuer can point us inside. */
  PUBLIC,
  /** In our own network: https, any address but this machine's. */
  PRIVATE,
  /** On this machine, over http: only for the local cloud. */
  LOOPBACK;

  private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");

  /** Refuses an address that this class does not allow by its form. */
  public void require(URI url) {
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "an endpoint is an absolute address without user and fragment");
    }
    boolean allowed =
        switch (this) {
          case PUBLIC, PRIVATE -> "https".equals(url.getScheme());
          case LOOPBACK -> "http".equals(url.getScheme()) && LOOPBACK_HOSTS.contains(url.getHost());
        };
    if (!allowed) {
      throw new IllegalArgumentException(
          switch (this) {
            case PUBLIC, PRIVATE -> "an endpoint is reached by https";
            case LOOPBACK -> "a loopback endpoint is reached by http on this machine";
          });
    }
  }
}
