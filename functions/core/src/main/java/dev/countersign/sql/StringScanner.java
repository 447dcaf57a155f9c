package dev.countersign.sql;

/**
 * Finds the end of a string constant in single quotes. White space with a line break between two of
 * them makes them one.
 */
final class StringScanner {

  private StringScanner() {}

  /** Whether a backslash hides the next character. */
  enum Escapes {
    NONE,
    BACKSLASH
  }

  /**
   * Where a string ends.
   *
   * @param end offset after its last quote
   * @param inParts whether it is written in several parts
   */
  record Found(int end, boolean inParts) {}

  static Found scan(String text, int quote, Escapes escapes) {
    int end = part(text, quote, escapes);
    boolean inParts = false;
    int next = continuation(text, end);
    while (next >= 0) {
      inParts = true;
      end = part(text, next, escapes);
      next = continuation(text, end);
    }
    return new Found(end, inParts);
  }

  private static int part(String text, int quote, Escapes escapes) {
    int at = quote + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      Lexer.refuseNul(c, at);
      if (c == '\\' && escapes == Escapes.BACKSLASH) {
        at = UnicodeEscape.skip(text, at);
      } else if (c != '\'') {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw new Mismatch("a string does not end", quote);
  }

  /** The offset of the quote that goes on with the string, or -1. */
  private static int continuation(String text, int end) {
    int at = end;
    boolean lineBreak = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        lineBreak = true;
        at++;
      } else if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (text.startsWith("--", at)) {
        at = Blanks.lineEnd(text, at);
      } else {
        return lineBreak && c == '\'' ? at : -1;
      }
    }
    return -1;
  }
}
