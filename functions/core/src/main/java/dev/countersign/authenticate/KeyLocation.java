package dev.countersign.authenticate;

import java.net.URI;

/**
 * Where an issuer publishes its keys.
 *
 * @param url the fixed address of the key set (RFC 7517, section 5)
 * @param network where that address may lie
 */
public record KeyLocation(URI url, NetworkClass network) {

  public KeyLocation {
    network.require(url);
  }
}
