package dev.countersign.intake;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How many operations a sweep did what for. It holds numbers and nothing else. */
final class SweepCount {

  private final EnumMap<Sweep.Step, Integer> steps = new EnumMap<>(Sweep.Step.class);

  SweepCount() {
    for (Sweep.Step step : Sweep.Step.values()) {
      steps.put(step, 0);
    }
  }

  void add(Sweep.Step step) {
    steps.merge(step, 1, Integer::sum);
  }

  /** How many times this was done. */
  int of(Sweep.Step step) {
    return steps.getOrDefault(step, 0);
  }

  /** One number for each step, under its word, in the order of the steps. */
  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    steps.forEach((step, number) -> numbers.put(step.name().toLowerCase(Locale.ROOT), number));
    return numbers;
  }

  @Override
  public String toString() {
    return numbers().toString();
  }
}
