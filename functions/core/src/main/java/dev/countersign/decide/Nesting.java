package dev.countersign.decide;

/**
 * How deep a policy text nests, found without parsing it. Cedar's native parser recurses: a text of
 * a few hundred parentheses ends the whole process on an ordinary stack, so it is refused before
 * Cedar sees it.
 */
final class Nesting {

  private Nesting() {}

  /** The depth of the deepest bracket that stands outside of strings and comments. */
  static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      switch (character) {
        case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ')', ']', '}' -> depth = Math.max(0, depth - 1);
        case '"' -> index = endOfString(text, index);
        case '/' -> index = endOfComment(text, index);
        default -> {}
      }
      index++;
    }
    return deepest;
  }

  private static int endOfString(String text, int start) {
    int index = start + 1;
    while (index < text.length() && text.charAt(index) != '"') {
      index += text.charAt(index) == '\\' ? 2 : 1;
    }
    return index;
  }

  private static int endOfComment(String text, int start) {
    if (!text.startsWith("//", start)) {
      return start;
    }
    int index = start;
    while (index < text.length() && text.charAt(index) != '\n' && text.charAt(index) != '\r') {
      index++;
    }
    return index;
  }
}
