package dev.countersign.detect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds e-mail addresses: a local part without quotes, and a domain of two labels or more that ends
 * with letters. Names of files ({@code icon@2x.png}) and versions ({@code package@1.2.3}) are none.
 *
 * <p>Source: RFC 5321, section 4.1.2, less quoted local parts, address literals and of the signs of
 * a local part those that separate or enclose elsewhere; RFC 6531 for letters beyond ASCII.
 */
final class EmailAddresses {

  private static final Set<String> FILE_ENDINGS =
      Set.of(
          "class", "css", "csv", "dll", "exe", "gif", "gz", "htm", "html", "jar", "java", "jpeg",
          "jpg", "js", "json", "log", "pdf", "png", "sql", "svg", "tar", "tgz", "txt", "webp",
          "xml", "yaml", "yml");

  private EmailAddresses() {}

  static void find(String text, List<Found> found) {
    int from = 0;
    int at = text.indexOf('@');
    while (at >= 0) {
      int start = localStart(text, from, at);
      int end = domainEnd(text, at + 1);
      if (start < at && end > 0) {
        found.add(new Found(ValueKind.EMAIL, start, end));
        from = end;
      } else {
        from = at + 1;
      }
      at = text.indexOf('@', at + 1);
    }
  }

  private static int localStart(String text, int from, int at) {
    int start = at;
    while (start > from && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && !Characters.isWord(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(char character) {
    return Characters.isWord(character) || ".!#$%*+-'^~".indexOf(character) >= 0;
  }

  /** Where the domain that starts here ends; -1 if it is none. */
  private static int domainEnd(String text, int start) {
    int labels = 0;
    int numbers = 0;
    int from = start;
    while (true) {
      int end = labelEnd(text, from);
      if (end == from || text.charAt(from) == '-' || text.charAt(end - 1) == '-') {
        return -1;
      }
      labels++;
      numbers += labels == numbers + 1 && isNumber(text, from, end) ? 1 : 0;
      if (end + 1 >= text.length()
          || text.charAt(end) != '.'
          || labelEnd(text, end + 1) == end + 1) {
        return labels > 1 && numbers < 2 && isTop(text.substring(from, end)) ? end : -1;
      }
      from = end + 1;
    }
  }

  private static int labelEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (text.charAt(end) == '-' || Character.isLetterOrDigit(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static boolean isNumber(String text, int from, int end) {
    for (int index = from; index < end; index++) {
      if (!Characters.isDigit(text.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTop(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return lower.startsWith("xn--")
        || (lower.length() > 1
            && lower.chars().allMatch(Character::isLetter)
            && !FILE_ENDINGS.contains(lower));
  }
}
