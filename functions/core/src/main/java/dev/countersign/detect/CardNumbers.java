package dev.countersign.detect;

import java.util.List;
import java.util.Set;

/**
 * Finds card numbers: digits in one piece or grouped as they are printed, with a scheme's first
 * digits and length, whose check digit is right.
 *
 * <p>Source: ISO/IEC 7812-1, Annex B (Luhn).
 */
final class CardNumbers {

  private static final int LONGEST = 19;
  private static final int SHORTEST = 14;
  private static final int MOST_GROUPS = 5;

  /** How digits are grouped in print: the sizes of the groups. */
  private static final Set<List<Integer>> GROUPINGS =
      Set.of(
          List.of(4, 4, 4, 4),
          List.of(4, 4, 4, 4, 1),
          List.of(4, 4, 4, 4, 2),
          List.of(4, 4, 4, 4, 3),
          List.of(4, 6, 5),
          List.of(4, 6, 4),
          List.of(6, 13),
          List.of(8, 8));

  private CardNumbers() {}

  static void find(String text, List<Found> found) {
    int index = 0;
    while (index < text.length()) {
      if (Characters.isDigit(text.charAt(index))) {
        int end = DigitGroups.end(text, index);
        if (end - index >= SHORTEST && !startsWithin(text, index)) {
          findIn(text, DigitGroups.from(text, index), found);
        }
        index = end;
      }
      index++;
    }
  }

  private static boolean startsWithin(String text, int start) {
    return Characters.isWordAt(text, start - 1) || (start > 0 && text.charAt(start - 1) == '+');
  }

  private static void findIn(String text, DigitGroups groups, List<Found> found) {
    int first = 0;
    while (first < groups.count()) {
      int next = first + 1;
      if (first == 0 || Characters.isSpace(groups.separatorBefore(first))) {
        int last = longestFrom(text, groups, first);
        if (last >= 0) {
          found.add(new Found(ValueKind.CARD_NUMBER, groups.start(first), groups.end(last)));
          next = last + 1;
        }
      }
      first = next;
    }
  }

  /** The last group of the longest card number that starts with this group; -1 if none does. */
  private static int longestFrom(String text, DigitGroups groups, int first) {
    int size = groups.end(first) - groups.start(first);
    if (size < SHORTEST && size != 4 && size != 6 && size != 8) {
      return -1;
    }
    for (int last = Math.min(groups.count(), first + MOST_GROUPS) - 1; last >= first; last--) {
      if (ends(text, groups, last)
          && isGrouped(groups, first, last)
          && isCard(text, groups.start(first), groups.end(last))) {
        return last;
      }
    }
    return -1;
  }

  private static boolean ends(String text, DigitGroups groups, int last) {
    return last + 1 < groups.count()
        ? Characters.isSpace(groups.separatorBefore(last + 1))
        : !Characters.isWordAt(text, groups.end(last));
  }

  private static boolean isGrouped(DigitGroups groups, int first, int last) {
    if (first == last) {
      return true;
    }
    for (int group = first + 2; group <= last; group++) {
      if (groups.separatorBefore(group) != groups.separatorBefore(first + 1)) {
        return false;
      }
    }
    return GROUPINGS.contains(groups.sizes(first, last));
  }

  private static boolean isCard(String text, int start, int end) {
    byte[] digits = new byte[LONGEST];
    int length = 0;
    for (int index = start; index < end; index++) {
      char character = text.charAt(index);
      if (Characters.isDigit(character)) {
        if (length == LONGEST) {
          return false;
        }
        digits[length] = (byte) (character - '0');
        length++;
      }
    }
    return length >= SHORTEST && CardSchemes.issue(digits, length) && checks(digits, length);
  }

  /** Every second digit from the right doubled, less nine where that has two digits. */
  private static boolean checks(byte[] digits, int length) {
    int sum = 0;
    for (int index = 0; index < length; index++) {
      int digit = digits[length - 1 - index];
      int doubled = index % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
