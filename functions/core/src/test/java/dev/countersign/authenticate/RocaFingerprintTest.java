package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RocaFingerprintTest {

  @Test
  void aPowerOfTheGeneratorIsRecognised() {
    BigInteger primorial = BigInteger.ONE;
    for (int prime = 2; prime <= 167; prime++) {
      if (BigInteger.valueOf(prime).isProbablePrime(50)) {
        primorial = primorial.multiply(BigInteger.valueOf(prime));
      }
    }
    BigInteger power = BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(12_345), primorial);
    BigInteger weak = power.add(primorial.multiply(new BigInteger(1_000, new Random(1))));
    assertThat(RocaFingerprint.matches(weak)).isTrue();
  }

  @Test
  void anOrdinaryModulusIsNot() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      BigInteger modulus =
          BigInteger.probablePrime(256, random).multiply(BigInteger.probablePrime(256, random));
      assertThat(RocaFingerprint.matches(modulus)).isFalse();
    }
  }
}
