package dev.countersign.detect;

/**
 * A text with its backslash escapes resolved, which knows where each of its characters stands in
 * the text that it was made of: JSON may write any character of a string as an escape.
 *
 * <p>Source: RFC 8259, section 7.
 */
final class EscapedText {

  private static final int HEXADECIMAL = 16;
  private static final int UNICODE_DIGITS = 4;

  private final char[] characters;

  /** Where each character starts in the original; one more for the end. */
  private final int[] starts;

  private int length;

  private EscapedText(int capacity) {
    this.characters = new char[capacity];
    this.starts = new int[capacity + 1];
  }

  /** The text as it stands. */
  static EscapedText of(String text) {
    EscapedText plain = new EscapedText(text.length());
    for (int index = 0; index < text.length(); index++) {
      plain.add(text.charAt(index), index);
    }
    plain.starts[plain.length] = text.length();
    return plain;
  }

  /** The same with one level of escapes resolved. */
  EscapedText unescaped() {
    EscapedText plain = new EscapedText(length);
    int index = 0;
    while (index < length) {
      int size = size(index);
      plain.add(size == 1 ? characters[index] : resolved(index, size), starts[index]);
      index += size;
    }
    plain.starts[plain.length] = starts[length];
    return plain;
  }

  private void add(char character, int start) {
    characters[length] = character;
    starts[length] = start;
    length++;
  }

  private int size(int index) {
    if (characters[index] != '\\' || index + 1 >= length) {
      return 1;
    }
    char kind = characters[index + 1];
    if (kind == 'u') {
      return isHexadecimal(index + 2) ? 2 + UNICODE_DIGITS : 1;
    }
    return "\"\\/bfnrt".indexOf(kind) >= 0 ? 2 : 1;
  }

  private boolean isHexadecimal(int from) {
    if (from + UNICODE_DIGITS > length) {
      return false;
    }
    for (int index = from; index < from + UNICODE_DIGITS; index++) {
      if (Character.digit(characters[index], HEXADECIMAL) < 0) {
        return false;
      }
    }
    return true;
  }

  private char resolved(int index, int size) {
    if (size == 2) {
      char kind = characters[index + 1];
      return "bfnrt".indexOf(kind) >= 0 ? '\n' : kind;
    }
    int code = 0;
    for (int digit = index + 2; digit < index + size; digit++) {
      code = code * HEXADECIMAL + Character.digit(characters[digit], HEXADECIMAL);
    }
    return (char) code;
  }

  String text() {
    return new String(characters, 0, length);
  }

  /** What was found in this text, where it stands in the original. */
  Found inOriginal(Found found) {
    return new Found(found.kind(), starts[found.start()], starts[found.end()]);
  }
}
