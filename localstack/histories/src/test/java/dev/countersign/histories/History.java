package dev.countersign.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One history. Each of its steps is drawn from the seed and the step's number alone, so that a step
 * can be left out and the others stay much as they were.
 */
final class History {

  private static final int SHORTEST = 10;
  private static final int LONGEST = 36;
  private static final int AT_ONCE = 3;
  private static final int ROUNDS_AT_THE_END = 4;

  private static final int[] FAULTS_IN_A_THOUSAND = {0, 15, 15, 60};

  /** Longer than any function may run. */
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(30);

  private static final List<Era> ERAS = List.of(Era.values());

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(31),
          Duration.ofMinutes(11),
          Duration.ofMinutes(61),
          Duration.ofMinutes(241),
          Duration.ofHours(25));

  /** In this time the sweep has come, and taken for abandoned what nobody works at. */
  private static final Duration SWEEPS = Duration.ofMinutes(2);

  private final long seed;
  private final Set<Integer> leftOut;
  private final World world;
  private final Actors actors;
  private final int length;
  private final List<Call> live = new ArrayList<>();

  History(long seed, Set<Integer> leftOut, Store store, Plant plant) {
    SplittableRandom random = random(seed, -1);
    this.seed = seed;
    this.leftOut = leftOut;
    this.length = random.nextInt(SHORTEST, LONGEST);
    this.world =
        new World(store, plant, FAULTS_IN_A_THOUSAND[random.nextInt(FAULTS_IN_A_THOUSAND.length)]);
    this.actors = new Actors(world);
  }

  private static SplittableRandom random(long seed, int step) {
    return new SplittableRandom(seed * 1_000_003L + step);
  }

  int length() {
    return length;
  }

  /** Everything that happened. */
  List<Event> run() {
    for (int step = 0; step < length; step++) {
      if (!leftOut.contains(step)) {
        step(random(seed, step));
      }
    }
    end(random(seed, length));
    return world.trace();
  }

  private void step(SplittableRandom random) {
    live.removeIf(Call::ended);
    int dice = random.nextInt(100);
    if (dice < 6) {
      jump(JUMPS.get(random.nextInt(JUMPS.size())));
    } else if (dice < 14) {
      world.change(random.nextInt(5) < 2 ? Era.BASE : ERAS.get(random.nextInt(ERAS.size())));
    } else if (dice < 17) {
      world.deliverLate();
    } else if (!live.isEmpty() && (dice < 45 || live.size() == AT_ONCE)) {
      advance(live.get(random.nextInt(live.size())), random.nextInt(1, 12));
    } else {
      actors
          .next(random)
          .ifPresent(deed -> {
            Call call = begin(deed, random);
            advance(call, random.nextInt(10) < 6 ? Integer.MAX_VALUE : random.nextInt(1, 14));
          });
    }
  }

  private void jump(Duration duration) {
    world.jump(duration);
    if (duration.compareTo(FUNCTION_TIMEOUT) > 0) {
      live.forEach(call -> {
        call.kill();
        advance(call, Integer.MAX_VALUE);
      });
    }
  }

  private Call begin(Deed deed, SplittableRandom random) {
    int number = world.nextCall();
    SplittableRandom own = random.split();
    Call call =
        new Call(self -> {
          world.trace(new Event.Begun(number, deed, world.now()));
          Line line = new Line(world, self, own, number);
          Told told = Deeds.tellOf(() -> Deeds.perform(line, deed));
          world.trace(new Event.Ended(number, told));
          actors.hasEnded(deed, told);
        });
    live.add(call);
    return call;
  }

  private static void advance(Call call, int rests) {
    for (int count = 0; count < rests && !call.ended(); count++) {
      call.advance();
    }
  }

  /** Everything comes to rest: what was delayed arrives, nothing fails, the sweep comes. */
  private void end(SplittableRandom random) {
    live.forEach(call -> advance(call, Integer.MAX_VALUE));
    world.deliverLate();
    world.calmDown();
    world.jump(SWEEPS);
    rounds(random, actors::owedNow);
    world.trace(new Event.Swept());
    world.jump(Duration.ofHours(25));
    rounds(random, actors::owed);
    world.trace(new Event.Settled());
  }

  private void rounds(SplittableRandom random, Function<String, Optional<Deed>> owed) {
    for (int round = 0; round < ROUNDS_AT_THE_END; round++) {
      wholly(new Deed.Sweep(), random);
      while (!world.invocations().isEmpty()) {
        wholly(world.invocations().remove(), random);
      }
      world
          .workflows()
          .keySet()
          .forEach(operation -> owed.apply(operation).ifPresent(deed -> wholly(deed, random)));
      world.jump(SWEEPS);
    }
  }

  private void wholly(Deed deed, SplittableRandom random) {
    advance(begin(deed, random), Integer.MAX_VALUE);
  }
}
