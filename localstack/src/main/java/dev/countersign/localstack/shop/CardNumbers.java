package dev.countersign.localstack.shop;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Card numbers of 16 digits that begin like the test cards of payment providers and whose last
 * digit is right (ISO/IEC 7812-1, Luhn), so that detectors take them for real ones.
 */
final class CardNumbers {

  private static final List<String> BEGINNINGS =
      List.of("400000", "411111", "424242", "510510", "520082", "555555");

  private static final int DIGITS = 16;

  private CardNumbers() {}

  static String next(SplittableRandom random) {
    StringBuilder digits = new StringBuilder(Words.pick(BEGINNINGS, random));
    while (digits.length() < DIGITS - 1) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.append((char) ('0' + check(digits))).toString();
  }

  /** The digit that makes the sum a multiple of ten, every second from the right doubled. */
  private static int check(CharSequence digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int weighed = place % 2 == 0 ? 2 * digit : digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return (10 - sum % 10) % 10;
  }
}
