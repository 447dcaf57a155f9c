package dev.countersign.classify.command;

import dev.countersign.classify.Classification;
import dev.countersign.classify.Effect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Counts what the statements would do, and why what is not a read is none. */
final class Tally {

  private static final int MOST_REASONS = 10;
  private static final int MOST_KEPT = 10_000;

  private final Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int classified;
  private int wrong;

  void add(Classification classification) {
    classified++;
    effects.merge(classification.effect(), 1, Integer::sum);
    String reason = classification.reason();
    if (!reason.isEmpty() && (reasons.size() < MOST_KEPT || reasons.containsKey(reason))) {
      reasons.merge(reason, 1, Integer::sum);
    }
  }

  void addWrong() {
    wrong++;
  }

  boolean isClean() {
    return wrong == 0;
  }

  /** The counts, then the most frequent reasons. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringJoiner counts = new StringJoiner(", ", "classified " + classified + " (", ")");
    for (Effect effect : Effect.values()) {
      counts.add(effect + " " + effects.getOrDefault(effect, 0));
    }
    lines.add(counts.toString());
    if (wrong > 0) {
      lines.add("not classified " + wrong);
    }
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .forEach(entry -> lines.add("  " + entry.getValue() + "  " + entry.getKey()));
    return lines;
  }
}
