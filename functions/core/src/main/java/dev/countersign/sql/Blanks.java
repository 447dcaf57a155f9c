package dev.countersign.sql;

/** White space and comments. */
final class Blanks {

  private Blanks() {}

  /** The offset after the white space or comment that stands here; the same if there is none. */
  static int skip(String text, int at) {
    int space = skipSpace(text, at);
    if (space > at) {
      return space;
    }
    if (text.startsWith("--", at)) {
      return lineEnd(text, at);
    }
    return text.startsWith("/*", at) ? commentEnd(text, at) : at;
  }

  /** Vertical tab is not here: PostgreSQL takes it for space only from version 16 on. */
  static int skipSpace(String text, int at) {
    int end = at;
    while (end < text.length() && " \t\n\r\f".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** A line comment ends before a line feed and also before a carriage return. */
  static int lineEnd(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      Lexer.refuseNul(text.charAt(end), end);
      end++;
    }
    return end;
  }

  private static int commentEnd(String text, int at) {
    int depth = 0;
    int end = at;
    while (end < text.length()) {
      if (text.startsWith("/*", end)) {
        depth++;
        end += 2;
      } else if (text.startsWith("*/", end)) {
        depth--;
        end += 2;
        if (depth == 0) {
          return end;
        }
      } else {
        Lexer.refuseNul(text.charAt(end), end);
        end++;
      }
    }
    throw new Mismatch("a comment does not end", at);
  }
}
