package dev.countersign.histories;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What connects one call to the world: where it rests, what it meets, and what is seen of it. */
final class Line {

  private final World world;
  private final Call call;
  private final SplittableRandom random;
  private final int number;

  Line(World world, Call call, SplittableRandom random, int number) {
    this.world = world;
    this.call = call;
    this.random = random;
    this.number = number;
  }

  /** The line of a call that this one makes of another duty, in the same breath. */
  Line inner(int inner) {
    return new Line(world, call, random, inner);
  }

  int number() {
    return number;
  }

  SplittableRandom random() {
    return random;
  }

  World world() {
    return world;
  }

  /** Rests, and is met by one of these faults, by a crash, or by nothing. */
  Optional<Fault> meetAround(String where, Fault... faults) {
    call.pause();
    world.tick(random.nextInt(3));
    if (world.isCalm() || random.nextInt(1_000) >= world.faultsInAThousand()) {
      return Optional.empty();
    }
    Fault[] all = Arrays.copyOf(faults, faults.length + 2);
    all[faults.length] = Fault.CRASH_BEFORE;
    all[faults.length + 1] = Fault.CRASH_AFTER;
    Fault met = all[random.nextInt(all.length)];
    world.trace(new Event.Faulted(number, where, met));
    return Optional.of(met);
  }

  /** The same for what has no effect: dying before it and after it are one. */
  Optional<Fault> meet(String where, Fault... faults) {
    Optional<Fault> met = meetAround(where, faults);
    if (met.filter(fault -> fault.compareTo(Fault.CRASH_BEFORE) >= 0).isPresent()) {
      throw new Crash();
    }
    return met;
  }

  /** Does this once, or not, or twice as far as others can see, as the fault has it. */
  void effect(String where, Runnable effect, RuntimeException unanswered) {
    Optional<Fault> met = meetAround(where, Fault.REQUEST_LOST, Fault.ANSWER_LOST);
    if (met.filter(f -> f == Fault.REQUEST_LOST || f == Fault.CRASH_BEFORE).isEmpty()) {
      effect.run();
    }
    if (met.filter(f -> f == Fault.REQUEST_LOST || f == Fault.ANSWER_LOST).isPresent()) {
      throw unanswered;
    }
    if (met.isPresent()) {
      throw new Crash();
    }
  }

  void later(Runnable effect) {
    world.later(effect);
  }

  /** The store has taken these items of the evidence. */
  void wrote(List<Map<String, AttributeValue>> items) {
    for (Map<String, AttributeValue> item : items) {
      String partition = Optional.ofNullable(item.get("partition")).orElseThrow().s();
      String kind = Optional.ofNullable(item.get("kind")).orElseThrow().s();
      int separator = partition.indexOf('#');
      world.wrote(
          new Event.Wrote(
              number,
              partition.substring(separator + 1),
              partition.substring(0, separator) + "/" + kind,
              world.now()));
    }
  }
}
