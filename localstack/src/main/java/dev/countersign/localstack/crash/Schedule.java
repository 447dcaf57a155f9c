package dev.countersign.localstack.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which process is killed at which step. Every round kills at every step and, of the processes,
 * each at least once; as many rounds as there are processes hold every pair exactly once.
 */
final class Schedule {

  /** A process to kill at a step. */
  record Kill(Step step, Victim victim) {}

  private Schedule() {}

  /** The first so many kills of the order that this seed gives. */
  static List<Kill> of(int kills, long seed) {
    Random random = new Random(seed);
    List<Kill> schedule = new ArrayList<>();
    while (schedule.size() < kills) {
      schedule.addAll(everyPair(random));
    }
    return List.copyOf(schedule.subList(0, kills));
  }

  private static List<Kill> everyPair(Random random) {
    List<Victim> victims = List.of(Victim.values());
    List<Step> steps = List.of(Step.values());
    List<Integer> shifts = new ArrayList<>();
    for (int shift = 0; shift < victims.size(); shift++) {
      shifts.add(shift);
    }
    Collections.shuffle(shifts, random);
    List<Kill> pairs = new ArrayList<>();
    for (int shift : shifts) {
      List<Kill> round = new ArrayList<>();
      for (int at = 0; at < steps.size(); at++) {
        round.add(new Kill(steps.get(at), victims.get((at + shift) % victims.size())));
      }
      Collections.shuffle(round, random);
      pairs.addAll(round);
    }
    return pairs;
  }
}
