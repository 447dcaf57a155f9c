package dev.countersign.detect;

import java.util.ArrayList;
import java.util.List;

/** A run of digits with single separators between its groups: a space, a hyphen or a dot. */
final class DigitGroups {

  private final String text;
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private DigitGroups(String text) {
    this.text = text;
  }

  /** The whole run that starts at this digit. */
  static DigitGroups from(String text, int start) {
    DigitGroups groups = new DigitGroups(text);
    int end = end(text, start);
    int index = start;
    while (true) {
      groups.starts.add(index);
      while (Characters.isDigitAt(text, index)) {
        index++;
      }
      groups.ends.add(index);
      if (index >= end) {
        return groups;
      }
      index++;
    }
  }

  /** Where the whole run that starts at this digit ends. */
  static int end(String text, int start) {
    int index = start;
    while (Characters.isDigitAt(text, index)
        || (index < text.length()
            && separates(text.charAt(index))
            && Characters.isDigitAt(text, index + 1))) {
      index++;
    }
    return index;
  }

  private static boolean separates(char character) {
    return character == '.' || Characters.isSpace(character) || Characters.isHyphen(character);
  }

  int count() {
    return starts.size();
  }

  int start(int group) {
    return starts.get(group);
  }

  int end(int group) {
    return ends.get(group);
  }

  char separatorBefore(int group) {
    return text.charAt(starts.get(group) - 1);
  }

  List<Integer> sizes(int first, int last) {
    List<Integer> sizes = new ArrayList<>();
    for (int group = first; group <= last; group++) {
      sizes.add(ends.get(group) - starts.get(group));
    }
    return sizes;
  }
}
