package dev.countersign.histories;

import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import java.time.Duration;

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
      world.invocations().add(operation.text());
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
}
