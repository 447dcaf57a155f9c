package dev.countersign.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Everybody who calls the plane: askers, voters, the workflow, and deliveries that come again. */
final class Actors {

  private static final List<String> ACCOUNTS =
      List.of("olga-1", "sam-1", "dana-1", "dana-2", "mei-1", "mei-2", "ines-1");

  private static final List<Asker> ASKERS = List.of(Asker.values());

  private final World world;
  private final List<Deed.Submit> submitted = new ArrayList<>();

  Actors(World world) {
    this.world = world;
  }

  /** What somebody does next; empty where there is nothing to do it to. */
  Optional<Deed> next(SplittableRandom random) {
    int dice = random.nextInt(100);
    List<String> operations = world.operations();
    if (dice < 22 || operations.isEmpty()) {
      return Optional.of(submit(random));
    }
    String operation = operations.get(random.nextInt(operations.size()));
    if (dice < 58) {
      return Optional.of(
          new Deed.CastVote(
              operation,
              ACCOUNTS.get(random.nextInt(ACCOUNTS.size())),
              random.nextInt(100) < 88,
              random.nextInt(100) < 94));
    }
    if (dice < 64) {
      return Optional.of(new Deed.Cancel(operation, asker(random)));
    }
    if (dice < 68) {
      return Optional.of(new Deed.Poll(operation, asker(random)));
    }
    if (dice < 71) {
      return Optional.of(new Deed.Sweep());
    }
    if (dice < 92) {
      return world.invocations().isEmpty()
          ? owedByAny(random)
          : Optional.of(world.invocations().remove());
    }
    return Optional.of(again(operation, random));
  }

  private static Asker asker(SplittableRandom random) {
    return ASKERS.get(random.nextInt(ASKERS.size()));
  }

  private Deed submit(SplittableRandom random) {
    if (!submitted.isEmpty() && random.nextInt(100) < 30) {
      return submitted.get(random.nextInt(submitted.size()));
    }
    int number = submitted.size() + 1;
    Kind kind = kind(random.nextInt(20));
    boolean keyed = random.nextInt(10) < (kind == Kind.NOTE ? 9 : 3);
    Deed.Submit deed =
        new Deed.Submit(
            number,
            random.nextInt(2) == 0 ? Asker.REPORTER : asker(random),
            kind,
            keyed ? Optional.of("key-" + number) : Optional.empty());
    submitted.add(deed);
    return deed;
  }

  private static Kind kind(int dice) {
    if (dice < 3) {
      return Kind.READ;
    }
    if (dice < 6) {
      return Kind.NOTE;
    }
    if (dice < 14) {
      return Kind.ONE;
    }
    return dice < 19 ? Kind.TWO : Kind.SCHEMA;
  }

  /** A delivery to any operation at any time, whether or not anybody meant it. */
  private Deed again(String operation, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Deed.Notify(operation, world.nextToken());
      case 1 -> new Deed.Lapse(operation);
      case 2 -> new Deed.Execute(operation);
      default -> new Deed.Settle(operation);
    };
  }

  private Optional<Deed> owedByAny(SplittableRandom random) {
    List<String> open =
        world.workflows().entrySet().stream()
            .filter(entry -> entry.getValue().next() != Workflow.Next.NOTHING)
            .map(entry -> entry.getKey())
            .toList();
    return open.isEmpty() ? Optional.empty() : owed(open.get(random.nextInt(open.size())));
  }

  /**
   * What the workflow of this operation does next before an expiry ends its wait. A recount waits
   * for no longer than the sweep's grace.
   */
  Optional<Deed> owedNow(String operation) {
    return Optional.ofNullable(world.workflows().get(operation))
        .filter(workflow ->
            workflow.next() != Workflow.Next.WAIT || world.recounts().contains(operation))
        .flatMap(workflow -> owed(operation));
  }

  /** What the workflow of this operation does next, if it has one that goes on. */
  Optional<Deed> owed(String operation) {
    return Optional.ofNullable(world.workflows().get(operation))
        .flatMap(workflow ->
            switch (workflow.next()) {
              case NOTIFY -> {
                String token = world.nextToken();
                workflow.waitsOn(token);
                yield Optional.of(new Deed.Notify(operation, token));
              }
              case WAIT -> Optional.of(new Deed.Lapse(operation));
              case EXECUTE -> Optional.of(new Deed.Execute(operation));
              case SETTLE -> Optional.of(new Deed.Settle(operation));
              case NOTHING -> Optional.empty();
            });
  }

  /** Tells the workflow what became of what it had a duty do. */
  void hasEnded(Deed deed, Told told) {
    boolean ended = !(told instanceof Told.Failed || told instanceof Told.Unforeseen);
    String operation =
        switch (deed) {
          case Deed.Execute execute -> execute.operation();
          case Deed.Settle settle -> ended ? settle.operation() : "";
          case Deed.Submit submit -> "";
          case Deed.Poll poll -> "";
          case Deed.Cancel cancel -> "";
          case Deed.CastVote vote -> "";
          case Deed.Notify notify -> "";
          case Deed.Lapse lapse -> "";
          case Deed.Sweep sweep -> "";
        };
    Workflow workflow = world.workflows().get(operation);
    if (workflow != null
        && (workflow.next() == Workflow.Next.EXECUTE || workflow.next() == Workflow.Next.SETTLE)) {
      workflow.executed(ended);
    }
  }
}
