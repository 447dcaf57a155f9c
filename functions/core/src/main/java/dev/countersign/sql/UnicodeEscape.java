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

  private static int end(String text, int at) {
    return at + (text.charAt(at + 1) == 'u' ? 6 : 10);
  }

  private static int character(String text, int at) {
    int end = end(text, at);
    if (end > text.length()) {
      throw new Mismatch("an escape is too short", at);
    }
    long character = 0;
    for (int i = at + 2; i < end; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new Mismatch("an escape is too short", at);
      }
      character = character * 16 + digit;
    }
    return (int) Math.min(character, Integer.MAX_VALUE);
  }
}
