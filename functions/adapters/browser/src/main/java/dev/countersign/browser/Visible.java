package dev.countersign.browser;

/**
 * Text as a person who judges it must see it: control characters, characters that change the
 * direction of reading, and characters that cannot be seen are written as escapes, so that what is
 * read is what runs.
 */
public final class Visible {

  private Visible() {}

  /** The text with everything in it visible; line feeds and tabs are kept. */
  public static String text(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(point -> append(point, visible));
    return visible.toString();
  }

  private static void append(int point, StringBuilder visible) {
    boolean layout = point == '\n' || point == '\t';
    if (!layout && isHidden(point)) {
      visible.append("\\u{").append(Integer.toHexString(point)).append('}');
    } else {
      visible.appendCodePoint(point);
    }
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> false;
    };
  }
}
