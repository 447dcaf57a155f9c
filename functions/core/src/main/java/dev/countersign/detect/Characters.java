package dev.countersign.detect;

/** What the characters around and within a value may be. */
final class Characters {

  private static final char NO_BREAK_SPACE = '\u00a0';
  private static final char FIGURE_SPACE = '\u2007';
  private static final char THIN_SPACE = '\u2009';
  private static final char NARROW_NO_BREAK_SPACE = '\u202f';
  private static final char FIRST_HYPHEN = '\u2010';
  private static final char LAST_DASH = '\u2015';

  private Characters() {}

  static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  static boolean isAsciiLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  /** Whether a word goes on with this character: what stands beside it is part of more. */
  static boolean isWord(char character) {
    return character == '_' || Character.isLetterOrDigit(character);
  }

  static boolean isSpace(char character) {
    return character == ' '
        || character == NO_BREAK_SPACE
        || character == FIGURE_SPACE
        || character == THIN_SPACE
        || character == NARROW_NO_BREAK_SPACE;
  }

  static boolean isHyphen(char character) {
    return character == '-' || (character >= FIRST_HYPHEN && character <= LAST_DASH);
  }

  static boolean isDigitAt(String text, int index) {
    return index >= 0 && index < text.length() && isDigit(text.charAt(index));
  }

  static boolean isWordAt(String text, int index) {
    return index >= 0 && index < text.length() && isWord(text.charAt(index));
  }
}
