package dev.countersign.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The last net on one answer: puts the constant of its kind in place of every value that a detector
 * recognises, and counts them. It depends on nothing but the answer and what the caller may see. It
 * is not safe for several threads.
 */
public final class ValueNet {

  private final Predicate<ValueKind> clear;
  private final Map<ValueKind, Boolean> decided = new EnumMap<>(ValueKind.class);
  private final SortedMap<ValueKind, Long> withheld = new TreeMap<>();

  /**
   * A net for one answer.
   *
   * @param clear whether values of this kind pass; asked at most once a kind, and only when one is
   *     found
   */
  public ValueNet(Predicate<ValueKind> clear) {
    this.clear = clear;
  }

  /** How many values were withheld so far, by kind. */
  public SortedMap<ValueKind, Long> withheld() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
  }

  /**
   * The row as it may leave.
   *
   * @param forms how values of each column's type are searched
   * @param row the target's text for each column; empty for SQL's NULL
   */
  public List<Optional<String>> pass(List<ValueForm> forms, List<Optional<String>> row) {
    List<Optional<String>> passed = new ArrayList<>(row.size());
    for (int position = 0; position < row.size(); position++) {
      passed.add(pass(forms.get(position), row.get(position)));
    }
    return Collections.unmodifiableList(passed);
  }

  /**
   * The value as it may leave.
   *
   * @param form how values of its column's type are searched
   * @param value the target's text for it; empty for SQL's NULL
   */
  Optional<String> pass(ValueForm form, Optional<String> value) {
    return form == ValueForm.NONE ? value : value.map(text -> pass(form, text));
  }

  private String pass(ValueForm form, String text) {
    List<Found> found =
        Detectors.find(text).stream().filter(each -> isWithheld(form, each.kind())).toList();
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    boolean quoted = false;
    for (Found each : found) {
      quoted ^= form == ValueForm.JSON && changesString(text, from, each.start());
      String constant = each.kind().constant();
      result
          .append(text, from, each.start())
          .append(form == ValueForm.JSON && !quoted ? "\"" + constant + "\"" : constant);
      withheld.merge(each.kind(), 1L, Long::sum);
      from = each.end();
    }
    return result.append(text, from, text.length()).toString();
  }

  private boolean isWithheld(ValueForm form, ValueKind kind) {
    boolean possible = form != ValueForm.NUMBER || kind == ValueKind.CARD_NUMBER;
    return possible && !decided.computeIfAbsent(kind, clear::test);
  }

  /**
   * Whether a JSON string begins or ends on the way: an odd number of quotes, less escaped ones.
   */
  private static boolean changesString(String text, int from, int to) {
    boolean changes = false;
    for (int index = from; index < to; index++) {
      char character = text.charAt(index);
      if (character == '\\') {
        index++;
      } else if (character == '"') {
        changes = !changes;
      }
    }
    return changes;
  }
}
