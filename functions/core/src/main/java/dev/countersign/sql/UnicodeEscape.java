package dev.countersign.sql;

/**
 * Escapes in strings of the form {@code E'...'}, and in strings and names of the form {@code
 * U&'...'}. Those that name a character must name one that exists; PostgreSQL refuses others while
 * it reads the text.
 */
final class UnicodeEscape {

  private static final String UESCAPE = "uescape";

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
    refuseUnlessCharacter(character, at);
    return end;
  }

  /**
   * What ends a constant or name with unicode escapes.
   *
   * @param escape the character that begins an escape
   * @param end the offset after it, and after UESCAPE where that is written
   */
  record Ending(char escape, int end) {}

  /**
   * The escape character of a constant or name that ends here. With UESCAPE behind it, it must be
   * followed by one character in plain quotes.
   */
  static Ending ending(String text, int after) {
    int word = skipBlanks(text, after);
    int behind = word + UESCAPE.length();
    boolean written =
        text.regionMatches(true, word, UESCAPE, 0, UESCAPE.length())
            && (behind == text.length() || !Lexer.continuesName(text.charAt(behind)));
    if (!written) {
      return new Ending('\\', after);
    }
    int quote = skipBlanks(text, behind);
    if (!text.startsWith("'", quote)) {
      throw new Mismatch("UESCAPE is not followed by a string", word);
    }
    StringScanner.Found found = StringScanner.scan(text, quote, StringScanner.Escapes.NONE);
    if (found.inParts() || found.end() != quote + 3 || !mayEscape(text.charAt(quote + 1))) {
      throw new Mismatch("UESCAPE names no good character", word);
    }
    return new Ending(text.charAt(quote + 1), found.end());
  }

  private static boolean mayEscape(char c) {
    boolean printable = c > ' ' && c < 0x7F;
    return printable && Character.digit(c, 16) < 0 && "+'\"".indexOf(c) < 0;
  }

  private static int skipBlanks(String text, int at) {
    int end = at;
    int next = Blanks.skip(text, end);
    while (next > end) {
      end = next;
      next = Blanks.skip(text, end);
    }
    return end;
  }

  /**
   * Decodes escapes of four digits, or a plus and six; the escape character twice is itself. What
   * names no character is refused, and so are surrogates.
   */
  static String decode(String text, char escape) {
    if (text.indexOf(escape) < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != escape) {
        decoded.append(c);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == escape) {
        decoded.append(c);
        at += 2;
      } else {
        int digits = text.startsWith("+", at + 1) ? 6 : 4;
        int end = at + 1 + digits + (digits == 6 ? 1 : 0);
        int character = number(text, end - digits, end, at);
        refuseUnlessCharacter(character, at);
        decoded.appendCodePoint(character);
        at = end;
      }
    }
    return decoded.toString();
  }

  private static void refuseUnlessCharacter(int character, int at) {
    boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (surrogate || character == 0 || character > Character.MAX_CODE_POINT) {
      throw new Mismatch("an escape names no character", at);
    }
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
