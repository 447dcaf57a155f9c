package dev.countersign.authenticate;

import java.math.BigInteger;

/**
 * Recognises RSA moduli of the library behind CVE-2017-15361 (ROCA), whose primes can be
 * reconstructed: modulo every small prime such a modulus is a power of 65537 (Nemec, Sys, Svenda,
 * Klinec, Matyas: "The Return of Coppersmith's Attack", CCS 2017, section 3). A sound modulus
 * passes for one with a chance of about 2^-27.
 */
final class RocaFingerprint {

  private static final int GENERATOR = 65_537;

  /** The small primes modulo which not every number is a power of the generator. */
  private static final int[] PRIMES = {
    11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157
  };

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    for (int prime : PRIMES) {
      if (!isPower(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPower(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
