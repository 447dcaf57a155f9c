package dev.countersign.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups of digits of what may be a telephone number: at most eight, each perhaps in
 * parentheses, with at most one separator between them besides the parentheses.
 */
final class PhoneGroups {

  private static final int MOST = 8;
  private static final int LONGEST_GROUP = 15;

  private final String text;
  private final List<Group> groups = new ArrayList<>();

  private PhoneGroups(String text) {
    this.text = text;
  }

  /**
   * A group of digits.
   *
   * @param start where its digits start
   * @param end where they end, exclusive
   * @param inParentheses whether it stands in parentheses
   * @param separator what stands before it: a space, a hyphen, a dot, a slash, or NUL for nothing
   */
  record Group(int start, int end, boolean inParentheses, char separator) {

    int size() {
      return end - start;
    }

    /** Where it ends, with its parenthesis. */
    int outerEnd() {
      return inParentheses ? end + 1 : end;
    }
  }

  /** The groups that start here, at a digit or an opening parenthesis. */
  static PhoneGroups from(String text, int start) {
    PhoneGroups found = new PhoneGroups(text);
    int index = start;
    char separator = 0;
    while (found.groups.size() < MOST) {
      boolean opened = index < text.length() && text.charAt(index) == '(';
      int from = opened ? index + 1 : index;
      int end = from;
      while (Characters.isDigitAt(text, end) && end - from <= LONGEST_GROUP) {
        end++;
      }
      boolean closed = opened && end < text.length() && text.charAt(end) == ')';
      if (end == from || opened != closed) {
        return found;
      }
      found.groups.add(new Group(from, end, opened, separator));
      index = opened ? end + 1 : end;
      separator = index < text.length() ? separator(text.charAt(index)) : 0;
      if (separator != 0) {
        index++;
      }
      boolean goesOn =
          separator != 0 || opened || (index < text.length() && text.charAt(index) == '(');
      if (!goesOn) {
        return found;
      }
    }
    return found;
  }

  /** One character stands for all of its class. */
  private static char separator(char character) {
    if (Characters.isSpace(character)) {
      return ' ';
    }
    if (Characters.isHyphen(character)) {
      return '-';
    }
    return character == '.' || character == '/' ? character : 0;
  }

  int count() {
    return groups.size();
  }

  Group group(int index) {
    return groups.get(index);
  }

  char digit(int group, int position) {
    return text.charAt(groups.get(group).start() + position);
  }

  /** The digits of the first groups, less a trunk zero in parentheses. */
  String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (Group group : groups.subList(0, count)) {
      String these = text.substring(group.start(), group.end());
      if (!(group.inParentheses() && these.equals("0"))) {
        digits.append(these);
      }
    }
    return digits.toString();
  }

  int total(int count) {
    return groups.subList(0, count).stream().mapToInt(Group::size).sum();
  }

  /** Whether a number may end with the last of the first groups: what follows is no part of it. */
  boolean mayEnd(int count) {
    int end = groups.get(count - 1).outerEnd();
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    if (next == 'x' || next == 'X') {
      return Characters.isDigitAt(text, end + 1);
    }
    boolean joins = Characters.isHyphen(next) || ".:/,".indexOf(next) >= 0;
    return !Characters.isWord(next)
        && !(joins && next != ',' && Characters.isDigitAt(text, end + 1));
  }
}
