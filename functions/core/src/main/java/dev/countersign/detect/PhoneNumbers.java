package dev.countersign.detect;

import java.util.List;

/**
 * Finds telephone numbers: international ones, with a plus sign and an assigned country code, or
 * with 00 and separators; those of North America as three, three and four digits; and national ones
 * that begin with a trunk zero and are grouped. Digits in one piece without a plus sign are never
 * taken for one: they are more often an identifier.
 *
 * <p>Source: ITU-T E.164 for lengths and codes, E.123 for the ways of writing; the North American
 * Numbering Plan for the forms there.
 */
final class PhoneNumbers {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 15;
  private static final int NORTH_AMERICAN = 11;

  private PhoneNumbers() {}

  static void find(String text, List<Found> found) {
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      if (Characters.isDigit(character) || character == '+' || character == '(') {
        int end = startsWithin(text, index) ? -1 : end(text, index);
        if (end > 0) {
          found.add(new Found(ValueKind.PHONE, index, end));
        }
        index = Math.max(end, character == '(' ? index + 1 : afterDigits(text, index));
      } else {
        index++;
      }
    }
  }

  private static int afterDigits(String text, int start) {
    int index = start + 1;
    while (Characters.isDigitAt(text, index)) {
      index++;
    }
    return index;
  }

  /** Whether what stands before makes it the rest of something else. */
  private static boolean startsWithin(String text, int start) {
    if (start == 0) {
      return false;
    }
    char before = text.charAt(start - 1);
    boolean joins = Characters.isHyphen(before) || "./:".indexOf(before) >= 0;
    boolean joined =
        before == ':'
            ? Characters.isDigitAt(text, start - 2)
            : Characters.isWordAt(text, start - 2);
    return Characters.isWord(before) || before == '+' || (joins && joined);
  }

  /** Where the number that starts here ends; -1 if it is none. */
  private static int end(String text, int start) {
    boolean plus = text.charAt(start) == '+';
    if (!plus && !mayBeNational(text, start)) {
      return -1;
    }
    PhoneGroups groups = PhoneGroups.from(text, plus ? start + 1 : start);
    for (int count = groups.count(); count > 0; count--) {
      boolean is =
          plus
              ? isInternational(groups.digits(count))
              : isNorthAmerican(groups, count)
                  || isWithZeros(groups, count)
                  || (standsAlone(text, start, groups, count) && isWithTrunkZero(groups, count));
      if (is && groups.mayEnd(count)) {
        return groups.group(count - 1).outerEnd();
      }
    }
    return -1;
  }

  /** A first look, so that few of the digits in a long text are looked at twice. */
  private static boolean mayBeNational(String text, int start) {
    int end = start;
    while (end < start + 4 && Characters.isDigitAt(text, end)) {
      end++;
    }
    return switch (text.charAt(start)) {
      case '(' -> isArea(text, start + 1);
      case '0' -> end > start + 1;
      case '1' ->
          end == start + 1
              && end + 1 < text.length()
              && (text.charAt(end + 1) > '1' || opens(text, end));
      default -> end == start + 3;
    };
  }

  /** Two to five digits and a closing parenthesis. */
  private static boolean isArea(String text, int start) {
    int end = start;
    while (end < start + 6 && Characters.isDigitAt(text, end)) {
      end++;
    }
    return end > start + 1 && end < text.length() && text.charAt(end) == ')';
  }

  private static boolean opens(String text, int after) {
    return text.charAt(after) == '(' || text.charAt(after + 1) == '(';
  }

  private static boolean isInternational(String digits) {
    if (digits.length() < SHORTEST || digits.length() > LONGEST) {
      return false;
    }
    int code = CallingCodes.length(digits);
    return code > 0 && (digits.charAt(0) != '1' || digits.length() == NORTH_AMERICAN);
  }

  private static boolean isWithZeros(PhoneGroups groups, int count) {
    if (groups.digit(0, 0) != '0' || count < 3) {
      return false;
    }
    String digits = groups.digits(count);
    return digits.startsWith("00")
        && digits.length() > SHORTEST + 1
        && isInternational(digits.substring(2));
  }

  /** A number that begins with a zero is no part of a longer list of digits. */
  private static boolean standsAlone(String text, int start, PhoneGroups groups, int count) {
    boolean follows = start > 1 && Characters.isSpace(text.charAt(start - 1));
    return count == groups.count() && !(follows && Characters.isDigitAt(text, start - 2));
  }

  private static boolean isNorthAmerican(PhoneGroups groups, int count) {
    return isNorthAmerican(groups, 0, count)
        || (groups.group(0).size() == 1
            && groups.digit(0, 0) == '1'
            && isNorthAmerican(groups, 1, count));
  }

  private static boolean isNorthAmerican(PhoneGroups groups, int first, int count) {
    if (count - first != 3
        || groups.group(first).size() != 3
        || groups.group(first + 1).size() != 3
        || groups.group(first + 2).size() != 4) {
      return false;
    }
    char area = groups.group(first + 1).separator();
    char line = groups.group(first + 2).separator();
    boolean bare = !groups.group(first).inParentheses();
    boolean separated = line != 0 && line != '/' && (!bare || area == line || area == ' ');
    return separated && groups.digit(first, 0) >= '2';
  }

  private static boolean isWithTrunkZero(PhoneGroups groups, int count) {
    int area = groups.group(0).size();
    boolean zero = groups.digit(0, 0) == '0' && area > 1 && groups.digit(0, 1) != '0';
    if (!zero || area > 5 || count < 2 || count > 5) {
      return false;
    }
    int total = groups.total(count);
    if (total < 9 || total > 12) {
      return false;
    }
    return count == 2 ? isAreaAndLine(groups, area) : isGrouped(groups, count);
  }

  private static boolean isAreaAndLine(PhoneGroups groups, int area) {
    int line = groups.group(1).size();
    return line >= 5 && line <= 8 && area > 2 && groups.group(1).separator() != '.';
  }

  private static boolean isGrouped(PhoneGroups groups, int count) {
    boolean pairs = true;
    for (int index = 1; index < count; index++) {
      int size = groups.group(index).size();
      pairs &= size == 2;
      boolean alike = index < 3 || groups.group(index).separator() == groups.group(2).separator();
      if (size < 2 || size > 5 || !alike || groups.group(index).inParentheses()) {
        return false;
      }
    }
    // Day, month and year, with an hour behind them.
    boolean date = groups.group(1).size() == 2 && groups.group(2).size() == 4;
    return count == 5 ? pairs && groups.group(0).size() == 2 : !date;
  }
}
