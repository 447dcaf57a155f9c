package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.Clearance;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.ResultStore;
import java.time.InstantSource;
import java.util.List;

/** The one attempt at a cleared operation, from the recorded start to a recorded end. */
final class Attempt {

  private final EvidenceLog log;
  private final InstantSource clock;
  private final Target target;
  private final Connection connection;
  private final ResultStore results;
  private final ValueNet net;

  Attempt(
      EvidenceLog log,
      InstantSource clock,
      Target target,
      Connection connection,
      ResultStore results,
      ValueNet net) {
    this.results = results;
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
    Ending ending = new Ending(log, clock);
    try (LargeAnswer large = new LargeAnswer(results, id, clearance.plan(), net)) {
      RawOutcome outcome = target.run(statement(clearance), stopAsked(id), large);
      return switch (outcome) {
        case RawOutcome.Answered answered ->
            finished(ending, id, file, large, large.departure(answered.answer()));
        case RawOutcome.Refused refused -> ending.failed(id, file, refused.fault());
        case RawOutcome.Uncertain uncertain -> ending.unknown(id, file);
      };
    }
  }

  private static ExecutionReport finished(
      Ending ending, OperationId id, CaseFile file, LargeAnswer large, Departure departure) {
    try {
      return ending.finished(id, file, departure);
    } catch (EvidenceTooLarge e) {
      return ending.finished(id, file, large.moved(departure));
    }
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
        connection.limits(),
        reads && clearance.plan().keyed());
  }

  private CancelSignal stopAsked(OperationId id) {
    return () -> log.find(EvidenceKind.STOP_ASKED.key(id)).isPresent();
  }
}
