package dev.countersign.sql;

/**
 * Escapes in strings of the form {@code E'...'}. Those that name a character must name one that
 * exists; PostgreSQL refuses others while it reads the text.
 */
final class UnicodeEscape {

  private UnicodeEscape() {}

  /** The offset after the escape whose backslash stands here. */
  static int skip(String text, int at) {
    char form = at + 1 < text.length() ? text.charAt(at + 1) : 'x';
    Lexer.refuseNul(form, at);
    if (form != 'u' && form != 'U') {
      return at + 2;
    }
    int character = character(text, at);
    int end = end(text, at);
    if (character >= 0xD800 && character <= 0xDBFF && text.startsWith("\\", end)) {
      int second = end + 1 < text.length() && (text.charAt(end + 1) | 0x20) == 'u' ? end : at;
      int low = character(text, second);
      if (second == end && low >= 0xDC00 && low <= 0xDFFF) {
        return end(text, second);
      }
    }
    boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (surrogate || character == 0 || character > Character.MAX_CODE_POINT) {
      throw new Mismatch("an escape names no character", at);
    }
    return end;
  }

  /**
   * Checks a string {@code U&'...'} whose escapes are four digits, or a plus and six. With UESCAPE
   * behind it, it is refused, and so are surrogates.
   */
  static void checkAmpersandForm(String text, Token string, int after) {
    int at = after;
    int next = Blanks.skip(text, at);
    while (next > at) {
      at = next;
      next = Blanks.skip(text, at);
    }
    if (text.regionMatches(true, at, "uescape", 0, 7)) {
      throw new Mismatch("UESCAPE is not read", at);
    }
    int escape = text.indexOf('\\', string.start());
    while (escape >= 0 && escape < string.end()) {
      escape = text.indexOf('\\', ampersandEscapeEnd(text, escape));
    }
  }

  private static int ampersandEscapeEnd(String text, int at) {
    if (text.startsWith("\\", at + 1)) {
      return at + 2;
    }
    int digits = text.startsWith("+", at + 1) ? 6 : 4;
    int end = at + 1 + digits + (digits == 6 ? 1 : 0);
    int character = number(text, end - digits, end, at);
    boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (surrogate || character == 0 || character > Character.MAX_CODE_POINT) {
      throw new Mismatch("an escape names no character", at);
    }
    return end;
  }

  private static int end(String text, int at) {
    return at + (text.charAt(at + 1) == 'u' ? 6 : 10);
  }

  private static int character(String text, int at) {
    return number(text, at + 2, end(text, at), at);
  }

  private static int number(String text, int start, int end, int at) {
    if (end > text.length()) {
      throw new Mismatch("an escape is too short", at);
    }
    long character = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new Mismatch("an escape is too short", at);
      }
      character = character * 16 + digit;
    }
    return (int) Math.min(character, Integer.MAX_VALUE);
  }
}
