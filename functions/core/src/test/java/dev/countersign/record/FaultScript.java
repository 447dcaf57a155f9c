package dev.countersign.record;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Which call goes wrong, and how: the same for the same seed and order of calls. */
public final class FaultScript {

  private final long seed;
  private final RandomGenerator random;
  private final Map<Fault, Integer> played = new EnumMap<>(Fault.class);

  /** What can become of one call. */
  public enum Fault {
    /** Nothing is wrong. */
    NONE,
    /** Another transaction is on the same place: refused, and it had no effect. */
    CONTENDED,
    /** The store has no capacity: refused, and it had no effect. */
    THROTTLED,
    /** No answer, and it had no effect. */
    TIMED_OUT_BEFORE,
    /** No answer, though it had its effect. */
    TIMED_OUT_AFTER,
    /** No answer, and its effect comes later: with the next call, whoever makes it. */
    ARRIVES_LATE,
    /** The network delivers it twice, and the second answer is the one that comes back. */
    DELIVERED_TWICE
  }

  public FaultScript(long seed) {
    this.seed = seed;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** What becomes of the next call: about every second one is well. */
  public synchronized Fault next() {
    Fault[] faults = Fault.values();
    Fault fault = random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)];
    played.merge(fault, 1, Integer::sum);
    return fault;
  }

  /** How often each was played. */
  public synchronized Map<Fault, Integer> played() {
    return Map.copyOf(played);
  }

  @Override
  public String toString() {
    return "FaultScript[seed=" + seed + "]";
  }
}
