package dev.countersign.histories;

import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import java.util.Optional;

/** How intake's call reaches execution: at once, later, not at all, or not now. */
final class LineDoor implements ExecutionDoor {

  private final Line line;

  LineDoor(Line line) {
    this.line = line;
  }

  @Override
  public Knock execute(OperationId operation, Duration patience) {
    line.meet("invoking execution");
    World world = line.world();
    int way = world.isCalm() ? 0 : line.random().nextInt(20);
    if (way == 19) {
      return Knock.BUSY;
    }
    if (way == 18) {
      return Knock.NOT_ENDED;
    }
    if (way >= 16) {
      world.invocations().add(new Deed.Execute(operation.text()));
      return Knock.NOT_ENDED;
    }
    int inner = world.nextCall();
    Deed.Execute deed = new Deed.Execute(operation.text());
    world.trace(new Event.Begun(inner, deed, world.now()));
    Told told = Deeds.tellOf(() -> Deeds.execute(line.inner(inner), deed));
    world.trace(new Event.Ended(inner, told));
    boolean died = told instanceof Told.Failed || told instanceof Told.Unforeseen;
    return died ? Knock.NOT_ENDED : Knock.ENDED;
  }

  @Override
  public boolean executeLater(OperationId operation) {
    return later(new Deed.Execute(operation.text()));
  }

  @Override
  public boolean settleLater(OperationId operation) {
    return later(new Deed.Settle(operation.text()));
  }

  private boolean later(Deed deed) {
    Optional<Fault> met =
        line.meetAround("invoking execution later", Fault.REQUEST_LOST, Fault.ANSWER_LOST);
    if (met.filter(f -> f == Fault.REQUEST_LOST || f == Fault.CRASH_BEFORE).isEmpty()) {
      line.world().invocations().add(deed);
    }
    if (met.filter(f -> f == Fault.CRASH_BEFORE || f == Fault.CRASH_AFTER).isPresent()) {
      throw new Crash();
    }
    return met.isEmpty();
  }
}
