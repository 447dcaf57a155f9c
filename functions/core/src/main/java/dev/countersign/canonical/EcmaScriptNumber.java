package dev.countersign.canonical;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number as ECMAScript writes it (ECMA-262, Number::toString), which RFC 8785 asks for. */
final class EcmaScriptNumber {

  private static final int LARGEST_PLAIN_EXPONENT = 21;
  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

  private EcmaScriptNumber() {}

  static String text(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number is not finite");
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal decimal = shortest(Math.abs(value));
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    return (value < 0 ? "-" : "") + layout(digits, point);
  }

  /**
   * The shortest digits that read back as the same number. Since JDK 19 Double.toString gives them,
   * but it never gives fewer than two, and among the smallest numbers there are some of which one
   * digit is enough (5e-324, which it writes as 4.9E-324).
   */
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal digit = new BigDecimal(value).round(ONE_DIGIT).stripTrailingZeros();
      if (digit.doubleValue() == value) {
        return digit;
      }
    }
    return digits;
  }

  private static String layout(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= LARGEST_PLAIN_EXPONENT) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= LARGEST_PLAIN_EXPONENT) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (SMALLEST_PLAIN_EXPONENT < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String exponent = (point - 1 < 0 ? "-" : "+") + Math.abs(point - 1);
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + exponent;
  }
}
