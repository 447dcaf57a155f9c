package dev.countersign.oidc;

import dev.countersign.authenticate.NetworkClass;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * A block of addresses; and the rule which addresses an endpoint may resolve to, so that no name
 * leads a function to its own machine or to the metadata service of the cloud.
 */
final class AddressRange {

  /** What is not a public address (IANA special-purpose registries, RFC 6890 and its updates). */
  private static final List<AddressRange> NOT_PUBLIC =
      List.of(
          of("0.0.0.0", 8),
          of("10.0.0.0", 8),
          of("100.64.0.0", 10),
          of("127.0.0.0", 8),
          of("169.254.0.0", 16),
          of("172.16.0.0", 12),
          of("192.0.0.0", 24),
          of("192.0.2.0", 24),
          of("192.88.99.0", 24),
          of("192.168.0.0", 16),
          of("198.18.0.0", 15),
          of("198.51.100.0", 24),
          of("203.0.113.0", 24),
          of("224.0.0.0", 3),
          // Of IPv6 only global unicast is public, and of that not what tunnels to somewhere else.
          of("::", 3),
          of("2001::", 23),
          of("2001:db8::", 32),
          of("2002::", 16),
          of("3fff::", 20),
          of("4000::", 2),
          of("8000::", 1));

  /** Where a cloud's metadata service listens, inside the private addresses of IPv6. */
  private static final AddressRange METADATA = of("fd00:ec2::", 32);

  private final BigInteger first;
  private final int bits;
  private final int length;

  private AddressRange(byte[] address, int length) {
    this.first = new BigInteger(1, address);
    this.bits = address.length * 8;
    this.length = length;
  }

  private static AddressRange of(String first, int length) {
    return new AddressRange(InetAddress.ofLiteral(first).getAddress(), length);
  }

  private boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    int rest = bits - length;
    return bytes.length * 8 == bits
        && new BigInteger(1, bytes).shiftRight(rest).equals(first.shiftRight(rest));
  }

  /** Whether an endpoint of this class may have this address. */
  static boolean admits(NetworkClass network, InetAddress address) {
    return switch (network) {
      case PUBLIC -> NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
      // Link-local is where the cloud's metadata service listens; no issuer does.
      case PRIVATE ->
          !address.isLoopbackAddress()
              && !address.isLinkLocalAddress()
              && !address.isAnyLocalAddress()
              && !address.isMulticastAddress()
              && !METADATA.contains(address);
      case LOOPBACK -> address.isLoopbackAddress();
    };
  }
}
