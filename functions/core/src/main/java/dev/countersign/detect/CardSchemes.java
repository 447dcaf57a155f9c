package dev.countersign.detect;

import java.util.List;

/**
 * Which first digits and lengths payment cards have: the ranges that the schemes publish for their
 * issuers. Visa's thirteen digits are left out, since nobody issues them any more and product codes
 * look like them; so are Maestro's lengths below sixteen.
 *
 * <p>Source: ISO/IEC 7812-1 for the form and the check digit; the schemes' published ranges of
 * issuer identification numbers.
 */
final class CardSchemes {

  private static final int PREFIX_DIGITS = 6;

  private static final List<Range> RANGES =
      List.of(
          new Range("Visa", 400_000, 499_999, 16, 16),
          new Range("Visa", 400_000, 499_999, 19, 19),
          new Range("Mastercard", 510_000, 559_999, 16, 16),
          new Range("Mastercard", 222_100, 272_099, 16, 16),
          new Range("American Express", 340_000, 349_999, 15, 15),
          new Range("American Express", 370_000, 379_999, 15, 15),
          new Range("Diners Club", 300_000, 305_999, 14, 14),
          new Range("Diners Club", 309_500, 309_599, 14, 14),
          new Range("Diners Club", 360_000, 369_999, 14, 14),
          new Range("Diners Club", 380_000, 399_999, 14, 14),
          new Range("Discover", 601_100, 601_199, 16, 16),
          new Range("Discover", 644_000, 659_999, 16, 16),
          new Range("UnionPay", 620_000, 629_999, 16, 19),
          new Range("JCB", 352_800, 358_999, 16, 16),
          new Range("Mir", 220_000, 220_499, 16, 16),
          new Range("Maestro", 501_800, 501_899, 16, 19),
          new Range("Maestro", 502_000, 502_099, 16, 19),
          new Range("Maestro", 503_800, 503_899, 16, 19),
          new Range("Maestro", 589_300, 589_399, 16, 19),
          new Range("Maestro", 630_400, 630_499, 16, 19),
          new Range("Maestro", 675_900, 676_399, 16, 19));

  private CardSchemes() {}

  /** Issuer numbers of one scheme, from first to last, and how many digits its cards have. */
  private record Range(String scheme, int first, int last, int shortest, int longest) {

    boolean covers(int prefix, int length) {
      return prefix >= first && prefix <= last && length >= shortest && length <= longest;
    }
  }

  /** Whether some scheme issues cards that begin and are as long as these digits. */
  static boolean issue(byte[] digits, int length) {
    int prefix = 0;
    for (int index = 0; index < PREFIX_DIGITS; index++) {
      prefix = prefix * 10 + digits[index];
    }
    for (Range range : RANGES) {
      if (range.covers(prefix, length)) {
        return true;
      }
    }
    return false;
  }
}
