package dev.countersign.histories;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The target: it notes what it is given to run, and answers well, badly or not at all. */
final class LineTarget implements Target {

  private final Line line;
  private final Connection connection;
  private final OperationId operation;

  LineTarget(Line line, Connection connection, OperationId operation) {
    this.line = line;
    this.connection = connection;
    this.operation = operation;
  }

  @Override
  public Catalogue survey() {
    throw new UnsupportedOperationException("nobody surveys here");
  }

  @Override
  public SortedSet<RolePower> readerPowers() {
    return new TreeSet<>();
  }

  @Override
  public RawOutcome run(Run run, CancelSignal cancel, RowSink large) {
    Optional<Fault> met = line.meetAround("running on the target", Fault.ANSWER_LOST);
    if (met.equals(Optional.of(Fault.CRASH_BEFORE))) {
      throw new Crash();
    }
    line.world()
        .trace(
            new Event.Ran(
                line.number(),
                operation.text(),
                connection.host(),
                run.text(),
                run.parameters().stream().map(BindValue::text).map(t -> t.orElse("")).toList()));
    if (met.equals(Optional.of(Fault.CRASH_AFTER))) {
      throw new Crash();
    }
    if (met.isPresent()) {
      return new RawOutcome.Uncertain();
    }
    if (cancel.requested()) {
      return new RawOutcome.Refused(new TargetFault(TargetFault.Kind.CANCELLED, "57014"));
    }
    return line.random().nextInt(10) == 0
        ? new RawOutcome.Refused(new TargetFault(TargetFault.Kind.CONSTRAINT, "23505"))
        : new RawOutcome.Answered(answer(run));
  }

  private static RawAnswer answer(Run run) {
    return run.mode() == Run.Mode.READ_ONLY
        ? new RawAnswer(
            List.of(
                new RawAnswer.RawColumn("id", "int4"), new RawAnswer.RawColumn("status", "text")),
            List.of(List.of(Optional.of("1"), Optional.of("open"))),
            "SELECT 1",
            1,
            false)
        : new RawAnswer(List.of(), List.of(), "UPDATE 1", 1, false);
  }
}
