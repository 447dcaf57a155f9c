package dev.countersign.oidc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Which addresses a host name stands for. */
@FunctionalInterface
interface NameResolution {

  /** The resolution of this machine. */
  NameResolution SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
