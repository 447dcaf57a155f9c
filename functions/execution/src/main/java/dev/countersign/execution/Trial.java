package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/**
 * The one dry run of an operation that waits for approval: the exact text that would run, by the
 * credential by which it would, in a transaction that is rolled back. Only the number of rows is
 * kept, or why there is none.
 *
 * <p>It is recorded before the target is touched, once, and only while the operation waits: what a
 * dead process leaves is seen, and not tried again.
 */
final class Trial {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE_FOR_LOCKS = Duration.ofSeconds(1);

  /** What RETURNING gives is of no use here. */
  private static final int MOST_BYTES = 1 << 20;

  private final EvidenceLog log;
  private final InstantSource clock;
  private final Targets targets;
  private final Connection connection;
  private final Random random;

  Trial(
      EvidenceLog log, InstantSource clock, Targets targets, Connection connection, Random random) {
    this.log = log;
    this.clock = clock;
    this.targets = targets;
    this.connection = connection;
    this.random = random;
  }

  /** What it came to. Where one was begun already, what became of that is not known. */
  DryRun of(Operation operation, MaskingPlan plan, CaseFile file) {
    return switch (begin(operation.id(), file)) {
      case AppendOutcome.Appended _ -> outcome(operation, plan);
      case AppendOutcome.Conflict _ -> DryRun.begun();
    };
  }

  private AppendOutcome begin(OperationId id, CaseFile file) {
    Evidence.Tried tried =
        new Evidence.Tried(
            Long.toHexString(random.nextLong()),
            clock.instant(),
            file.hashes(EvidenceKind.REQUESTED));
    return log.append(
        Append.of(EvidenceCodec.encode(id, tried))
            .ifPresent(EvidenceKind.REQUESTED.key(id))
            .ifAbsent(
                EvidenceKind.APPROVED.key(id),
                EvidenceKind.REFUSED.key(id),
                EvidenceKind.EXPIRED.key(id),
                EvidenceKind.CANCELLED.key(id),
                EvidenceKind.VOIDED.key(id)));
  }

  private DryRun outcome(Operation operation, MaskingPlan plan) {
    Run run =
        new Run(
            plan.text(),
            operation.parameters(),
            Run.Mode.DRY_RUN,
            connection.searchPath(),
            Estimation.limits(connection, PATIENCE, PATIENCE_FOR_LOCKS, MOST_BYTES));
    return switch (targets.behind(connection).run(run, cancelled(operation.id()))) {
      case RawOutcome.Answered answered ->
          new DryRun(Optional.of(answered.answer().affectedRows()), Optional.empty());
      case RawOutcome.Refused refused -> new DryRun(Optional.empty(), Optional.of(refused.fault()));
      case RawOutcome.Uncertain _ -> DryRun.begun();
    };
  }

  private CancelSignal cancelled(OperationId id) {
    return () -> log.find(EvidenceKind.CANCELLED.key(id)).isPresent();
  }
}
