package dev.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.authenticate.NetworkClass;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void aPublicAddressIsAdmittedToThePublic(String address) {
    assertThat(AddressRange.admits(NetworkClass.PUBLIC, InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:a9fe:a9fe::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1"
      })
  void anyOtherAddressIsNot(String address) {
    assertThat(AddressRange.admits(NetworkClass.PUBLIC, InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "169.254.169.254", "fd00:ec2::254", "0.0.0.0", "::1", "fe80::1"})
  void aPrivateIssuerIsNeitherThisMachineNorTheMetadataService(String address) {
    assertThat(AddressRange.admits(NetworkClass.PRIVATE, InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "192.168.1.1", "fd12::1", "93.184.216.34"})
  void aPrivateIssuerMayBeAnywhereElse(String address) {
    assertThat(AddressRange.admits(NetworkClass.PRIVATE, InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "93.184.216.34", "169.254.169.254", "0.0.0.0"})
  void aLoopbackIssuerIsOnThisMachine(String address) {
    assertThat(AddressRange.admits(NetworkClass.LOOPBACK, InetAddress.ofLiteral(address)))
        .isFalse();
    assertThat(AddressRange.admits(NetworkClass.LOOPBACK, InetAddress.ofLiteral("127.0.0.1")))
        .isTrue();
  }
}
