package dev.countersign.canonical;

import java.math.BigDecimal;

/** A number as ECMAScript writes it (ECMA-262, Number::toString), which RFC 8785 asks for. */
final class EcmaScriptNumber {

  private static final int LARGEST_PLAIN_EXPONENT = 21;
  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private EcmaScriptNumber() {}

  static String text(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number is not finite");
    }
    if (value == 0) {
      return "0";
    }
    // Since JDK 19 Double.toString gives the shortest digits that read back as the same number, as
    // ECMAScript asks; only the layout differs.
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    return (value < 0 ? "-" : "") + layout(digits, point);
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
