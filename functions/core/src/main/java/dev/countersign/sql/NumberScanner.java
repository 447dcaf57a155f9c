package dev.countersign.sql;

/**
 * Finds the end of a number. Letters that follow one directly are refused: versions of PostgreSQL
 * differ in what they make of them.
 */
final class NumberScanner {

  private NumberScanner() {}

  static int end(String text, int start) {
    int end = digits(text, start);
    boolean range = text.startsWith("..", end);
    if (end < text.length() && text.charAt(end) == '.' && !range) {
      end = digits(text, end + 1);
    }
    end = exponent(text, end);
    if (end < text.length() && Lexer.startsName(text.charAt(end))) {
      throw new Mismatch("a number is followed by a letter", start);
    }
    return end;
  }

  private static int exponent(String text, int at) {
    if (at >= text.length() || (text.charAt(at) | 0x20) != 'e') {
      return at;
    }
    int digits = at + 1;
    if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
      digits++;
    }
    int end = digits(text, digits);
    return end > digits ? end : at;
  }

  private static int digits(String text, int at) {
    int end = at;
    while (end < text.length() && Lexer.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
