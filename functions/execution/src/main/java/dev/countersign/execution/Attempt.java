package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.Clearance;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.mask.MaskedAnswer;
import dev.countersign.mask.Masker;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import java.time.InstantSource;
import java.util.List;

/** The one attempt at a cleared operation, from the recorded start to a recorded end. */
final class Attempt {

  private final EvidenceLog log;
  private final InstantSource clock;
  private final Target target;
  private final Connection connection;
  private final ValueNet net;

  Attempt(
      EvidenceLog log, InstantSource clock, Target target, Connection connection, ValueNet net) {
    this.log = log;
    this.clock = clock;
    this.target = target;
    this.connection = connection;
    this.net = net;
  }

  /**
   * Runs what is cleared.
   *
   * @param file the case file by which it was cleared, its start included
   */
  ExecutionReport run(Clearance clearance, CaseFile file) {
    OperationId id = clearance.operation().id();
    RawOutcome outcome = target.run(statement(clearance), stopAsked(id));
    Ending ending = new Ending(log, clock);
    return switch (outcome) {
      case RawOutcome.Answered answered -> {
        MaskedAnswer masked = Masker.mask(answered.answer(), clearance.plan(), net);
        yield ending.finished(id, file, masked);
      }
      case RawOutcome.Refused refused -> ending.failed(id, file, refused.fault());
      case RawOutcome.Uncertain uncertain -> ending.unknown(id, file);
    };
  }

  private Run statement(Clearance clearance) {
    boolean reads = clearance.effect() == Effect.READ;
    return new Run(
        clearance.plan().text(),
        clearance.operation().parameters(),
        reads ? Run.Mode.READ_ONLY : Run.Mode.READ_WRITE,
        // A read's relations are all named in full: nothing of the target's own can be found by
        // name.
        reads ? List.of() : connection.searchPath(),
        connection.limits());
  }

  private CancelSignal stopAsked(OperationId id) {
    return () -> log.find(EvidenceKind.STOP_ASKED.key(id)).isPresent();
  }
}
