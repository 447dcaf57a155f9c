package dev.countersign.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the values in a text that some detector recognises. Each reads the text from left to right
 * once, and looks a bounded number of characters around each place.
 */
public final class Detectors {

  private static final int FEWEST_DIGITS = 8;
  private static final int ESCAPE_LEVELS = 3;

  private static final Comparator<Found> IN_ORDER =
      Comparator.comparingInt(Found::start).thenComparing(Found::kind);

  private Detectors() {}

  /** What was found, in the order of the text; no two overlap. */
  public static List<Found> find(String text) {
    if (!mayHoldValues(text)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    findPlain(text, found);
    if (text.indexOf('\\') >= 0) {
      findEscaped(text, found);
    }
    return found.isEmpty() ? List.of() : apart(found);
  }

  /** Every kind has an at sign or some digits; most texts have neither. */
  private static boolean mayHoldValues(String text) {
    int digits = 0;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (Characters.isDigit(character)) {
        digits++;
      } else if (character == '@' || character == '\\') {
        return true;
      }
      if (digits >= FEWEST_DIGITS) {
        return true;
      }
    }
    return false;
  }

  private static void findPlain(String text, List<Found> found) {
    Ibans.find(text, found);
    CardNumbers.find(text, found);
    EmailAddresses.find(text, found);
    PhoneNumbers.find(text, found);
  }

  private static void findEscaped(String text, List<Found> found) {
    EscapedText escaped = EscapedText.of(text);
    for (int level = 0; level < ESCAPE_LEVELS; level++) {
      escaped = escaped.unescaped();
      List<Found> here = new ArrayList<>();
      findPlain(escaped.text(), here);
      here.stream().map(escaped::inOriginal).forEach(found::add);
    }
  }

  /** Of two that overlap the one of the earlier kind stays, over all that both cover. */
  private static List<Found> apart(List<Found> found) {
    found.sort(IN_ORDER);
    List<Found> apart = new ArrayList<>();
    for (Found next : found) {
      if (!apart.isEmpty() && apart.getLast().overlaps(next)) {
        Found before = apart.removeLast();
        apart.add(both(before, next));
      } else {
        apart.add(next);
      }
    }
    return List.copyOf(apart);
  }

  private static Found both(Found before, Found next) {
    ValueKind kind = before.kind().compareTo(next.kind()) <= 0 ? before.kind() : next.kind();
    return new Found(kind, before.start(), Math.max(before.end(), next.end()));
  }
}
