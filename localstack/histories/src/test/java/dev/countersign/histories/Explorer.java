package dev.countersign.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Tries histories, many at a time since they wait much, and makes the first bad one small. */
final class Explorer {

  private static final int AT_ONCE = 64;

  private final Supplier<Store> stores;
  private final Plant plant;
  private final String rule;

  private Explorer(Supplier<Store> stores, Plant plant, String rule) {
    this.stores = stores;
    this.plant = plant;
    this.rule = rule;
  }

  /** An explorer that looks for breaches of any rule. */
  Explorer(Supplier<Store> stores, Plant plant) {
    this(stores, plant, "");
  }

  /** The same, looking for breaches of this rule alone. */
  Explorer rule(String name) {
    return new Explorer(stores, plant, name);
  }

  /** The bad history with the lowest seed that was tried, made small. */
  record Found(long seed, List<String> violations, List<Event> history) {

    /** The whole story, to be read by people. */
    String story() {
      StringBuilder story = new StringBuilder();
      story.append("seed ").append(seed).append(" breaks:\n");
      violations.forEach(violation -> story.append("  ").append(violation).append('\n'));
      story.append("after what happened here (-Dcountersign.seed=").append(seed).append("):\n");
      history.forEach(event -> story.append("  ").append(event).append('\n'));
      return story.toString();
    }
  }

  private List<Event> history(long seed, Set<Integer> leftOut) {
    return new History(seed, leftOut, stores.get(), plant).run();
  }

  /**
   * Explores this many histories from this seed on, up to the first bad one or a little further.
   */
  Optional<Found> explore(long firstSeed, int histories, Coverage coverage)
      throws InterruptedException, ExecutionException {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<Boolean>> bad = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
        long own = seed;
        places.acquire();
        if (coverage.isOver()) {
          break;
        }
        bad.add(
            threads.submit(() -> {
              try {
                List<Event> history = history(own, Set.of());
                List<String> violations = violations(history);
                coverage.count(history, !violations.isEmpty());
                return !violations.isEmpty();
              } finally {
                places.release();
              }
            }));
      }
      for (int index = 0; index < bad.size(); index++) {
        if (bad.get(index).get()) {
          return Optional.of(smallest(firstSeed + index));
        }
      }
    }
    return Optional.empty();
  }

  private List<String> violations(List<Event> history) {
    return Oracle.violations(history).stream()
        .filter(violation -> violation.startsWith(rule))
        .toList();
  }

  /** Leaves out every step without which the same rule is still broken. */
  private Found smallest(long seed) {
    String broken = violations(history(seed, Set.of())).getFirst().split(":", 2)[0];
    Set<Integer> leftOut = new TreeSet<>();
    int length = new History(seed, Set.of(), Store.inProcess(), plant).length();
    for (int step = length - 1; step >= 0; step--) {
      leftOut.add(step);
      if (violations(history(seed, leftOut)).stream().noneMatch(v -> v.startsWith(broken))) {
        leftOut.remove(step);
      }
    }
    List<Event> history = history(seed, leftOut);
    return new Found(seed, violations(history), history);
  }
}
