package dev.countersign.sql;

/** How PostgreSQL folds and shortens names (documentation, "Identifiers and Key Words"). */
final class Names {

  /** NAMEDATALEN less one. */
  private static final int LONGEST = 63;

  private Names() {}

  /**
   * A name as it is kept.
   *
   * @param name the name, at most 63 bytes of UTF-8
   * @param shortened whether it was longer
   */
  record Cut(String name, boolean shortened) {}

  /** Lower-cases ASCII letters and no others, as PostgreSQL does in a UTF-8 database. */
  static String fold(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (isUpper(text.charAt(i))) {
        return folded(text, start, end);
      }
    }
    return text.substring(start, end);
  }

  private static String folded(String text, int start, int end) {
    StringBuilder folded = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      folded.append(isUpper(c) ? (char) (c | 0x20) : c);
    }
    return folded.toString();
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Cuts a name after the last whole character that ends within 63 bytes. */
  static Cut cut(String name) {
    if (name.length() * 3 <= LONGEST) {
      return new Cut(name, false);
    }
    int bytes = 0;
    int at = 0;
    while (at < name.length()) {
      int character = name.codePointAt(at);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > LONGEST) {
        return new Cut(name.substring(0, at), true);
      }
      at += Character.charCount(character);
    }
    return new Cut(name, false);
  }
}
