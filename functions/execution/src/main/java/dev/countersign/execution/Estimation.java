package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.PlannerQuestion;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a target's planner for a number of rows and records it. The statement is explained, never
 * run, in a READ ONLY transaction that is rolled back. Of what the planner says only the number is
 * kept: the text of a plan may hold values.
 */
final class Estimation {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE_FOR_LOCKS = Duration.ofSeconds(1);
  private static final int LARGEST_PLAN = 4 << 20;

  private final EvidenceLog log;
  private final InstantSource clock;
  private final Targets targets;
  private final Connection connection;

  Estimation(EvidenceLog log, InstantSource clock, Targets targets, Connection connection) {
    this.log = log;
    this.clock = clock;
    this.targets = targets;
    this.connection = connection;
  }

  /**
   * Records the number, or why there is none, if the operation still waits when it is written.
   *
   * @param trial makes the dry run, once the planner was asked; gives nothing where none is
   *     permitted
   */
  void record(
      Operation operation,
      CaseFile file,
      PlannerQuestion question,
      Supplier<Optional<DryRun>> trial) {
    OperationId id = operation.id();
    Optional<Long> rows = rows(question, operation, file);
    Optional<NoEstimate> withheld =
        rows.isPresent() ? Optional.empty() : Optional.of(whyNone(question));
    Optional<DryRun> dryRun = trial.get();
    Evidence.Estimated estimated =
        new Evidence.Estimated(
            rows, withheld, dryRun, clock.instant(), file.hashes(EvidenceKind.REQUESTED));
    // Written by another meanwhile, or no longer of use: either way there is nothing to do.
    log.append(
        Append.of(EvidenceCodec.encode(id, estimated))
            .ifPresent(EvidenceKind.REQUESTED.key(id))
            .ifAbsent(
                EvidenceKind.APPROVED.key(id),
                EvidenceKind.REFUSED.key(id),
                EvidenceKind.EXPIRED.key(id),
                EvidenceKind.CANCELLED.key(id),
                EvidenceKind.VOIDED.key(id)));
  }

  private static NoEstimate whyNone(PlannerQuestion question) {
    return switch (question) {
      case PlannerQuestion.Withheld withheld -> withheld.why();
      case PlannerQuestion.Asked _ -> NoEstimate.NO_ANSWER;
    };
  }

  private Optional<Long> rows(PlannerQuestion question, Operation operation, CaseFile file) {
    return switch (question) {
      case PlannerQuestion.Asked asked -> rows(asked, operation, file);
      case PlannerQuestion.Withheld _ -> Optional.empty();
    };
  }

  private Optional<Long> rows(PlannerQuestion.Asked asked, Operation operation, CaseFile file) {
    Run run =
        new Run(
            "explain (format json) " + asked.text(),
            operation.parameters(),
            Run.Mode.READ_ONLY,
            List.of(),
            limits(connection, PATIENCE, PATIENCE_FOR_LOCKS, LARGEST_PLAN));
    return switch (targets.behind(door(file)).run(run, () -> false)) {
      case RawOutcome.Answered answered -> PlannedRows.of(answered.answer());
      case RawOutcome.Refused refused -> Optional.empty();
      case RawOutcome.Uncertain uncertain -> Optional.empty();
    };
  }

  /** What an estimate may use of a target, which is not more than anything else may. */
  static Connection.Limits limits(
      Connection connection, Duration patience, Duration patienceForLocks, int bytes) {
    Connection.Limits usual = connection.limits();
    return new Connection.Limits(
        least(patience, usual.statementTimeout()),
        least(patienceForLocks, usual.lockTimeout()),
        1,
        bytes);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * The door by which the planner is asked. Who may not write a table may not have a write of it
   * explained either, so for anything but a read it takes the other credential; the transaction is
   * READ ONLY all the same.
   */
  private Connection door(CaseFile file) {
    boolean reads =
        file.requested()
            .filter(requested -> requested.classification().effect() == Effect.READ)
            .isPresent();
    return reads
        ? connection
        : new Connection(
            connection.name(),
            connection.host(),
            connection.port(),
            connection.database(),
            connection.writeSecret(),
            connection.writeSecret(),
            connection.searchPath(),
            connection.unlabelled(),
            connection.limits());
  }
}
