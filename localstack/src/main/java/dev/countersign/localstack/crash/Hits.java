package dev.countersign.localstack.crash;

import dev.countersign.localstack.crash.Schedule.Kill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often each process was killed at each step, and where the operation stood that was led there.
 */
final class Hits {

  private final Map<Step, Map<Victim, Integer>> counts = new EnumMap<>(Step.class);
  private final Map<Step, Map<String, Integer>> states = new EnumMap<>(Step.class);

  /** A kill, and where its operation stood when it was done: of the store, once that was back. */
  void add(Kill kill, String state) {
    counts
        .computeIfAbsent(kill.step(), step -> new EnumMap<>(Victim.class))
        .merge(kill.victim(), 1, Integer::sum);
    states.computeIfAbsent(kill.step(), step -> new TreeMap<>()).merge(state, 1, Integer::sum);
  }

  /** The pairs of step and process that were never hit. */
  List<Kill> missing() {
    List<Kill> missing = new ArrayList<>();
    for (Step step : Step.values()) {
      for (Victim victim : Victim.values()) {
        if (count(step, victim) == 0) {
          missing.add(new Kill(step, victim));
        }
      }
    }
    return missing;
  }

  private int count(Step step, Victim victim) {
    return counts.getOrDefault(step, Map.of()).getOrDefault(victim, 0);
  }

  /** A line for each step. */
  String table() {
    StringBuilder table = new StringBuilder("%-11s".formatted("killed"));
    for (Victim victim : Victim.values()) {
      table.append("%14s".formatted(victim.process()));
    }
    table.append("   the operation stood at\n");
    for (Step step : Step.values()) {
      table.append("%-11s".formatted(step.name().toLowerCase(Locale.ROOT)));
      Arrays.stream(Victim.values())
          .forEach(victim -> table.append("%14d".formatted(count(step, victim))));
      table.append("   ").append(stood(step)).append('\n');
    }
    return table.toString();
  }

  private String stood(Step step) {
    return states.getOrDefault(step, Map.of()).entrySet().stream()
        .map(state -> state.getKey() + " " + state.getValue())
        .collect(Collectors.joining(", "));
  }
}
