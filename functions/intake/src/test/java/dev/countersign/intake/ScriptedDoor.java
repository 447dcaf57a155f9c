package dev.countersign.intake;

import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A door that keeps what is asked of execution, and has it done as its script says. */
final class ScriptedDoor implements ExecutionDoor {

  final List<String> asked = new ArrayList<>();
  Consumer<OperationId> execution = operation -> {};
  Knock knock = Knock.ENDED;
  boolean takes = true;

  @Override
  public Knock execute(OperationId operation, Duration patience) {
    asked.add("execute");
    if (knock != Knock.BUSY) {
      execution.accept(operation);
    }
    return knock;
  }

  @Override
  public boolean executeLater(OperationId operation) {
    asked.add("execute later");
    return takes;
  }

  @Override
  public boolean settleLater(OperationId operation) {
    asked.add("settle later");
    return takes;
  }
}
