package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.decide.Decision;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OpenOperations.Listed;
import dev.countersign.record.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a crash left open, and does what its evidence asks for. It decides nothing: a workflow
 * is started under the operation's id, so twice is once; execution clears, runs and settles by its
 * own rules. So it may run twice at once, or die anywhere: the next one goes on.
 */
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int PAGE = 1_000;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final EvidenceLog log;
  private final OpenOperations open;
  private final ApprovalWorkflow workflow;
  private final ExecutionDoor execution;
  private final Overdue overdue;
  private final InstantSource clock;

  /** A sweep with these powers and no others. */
  Sweep(
      EvidenceLog log,
      OpenOperations open,
      ApprovalWorkflow workflow,
      ExecutionDoor execution,
      Overdue overdue,
      InstantSource clock) {
    this.log = log;
    this.open = open;
    this.workflow = workflow;
    this.execution = execution;
    this.overdue = overdue;
    this.clock = clock;
  }

  /** What was done for one operation. */
  enum Step {
    /** It is closed and was taken from the list. */
    REMOVED,
    /** Somebody may still work at it. */
    LEFT,
    /** Its workflow was started, or runs already. */
    STARTED,
    /** Nobody counted its votes, and approval was asked to. */
    RECOUNTED,
    /** It is approved, and execution was asked to run it. */
    EXECUTED,
    /** Nobody works at it any more, and execution was asked to settle it. */
    SETTLED,
    /** A fault kept it from being looked after; it is looked at again. */
    FAILED
  }

  /** Looks at what is due, the longest due first; what it does not come to is left to the next. */
  SweepCount sweep() {
    SweepCount count = new SweepCount();
    Instant end = clock.instant().plus(LIMIT);
    for (Listed listed : open.due(clock.instant(), PAGE)) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      count.add(step(listed));
    }
    LOG.info("swept: {}", count);
    return count;
  }

  private Step step(Listed listed) {
    try {
      return look(listed);
    } catch (RuntimeException fault) {
      // One that cannot be looked after must not keep the others from it.
      LOG.error("`{}` cannot be looked after", listed.operation(), fault);
      return again(listed, Step.FAILED);
    }
  }

  private Step look(Listed listed) {
    OperationId id = listed.operation();
    CaseFile file = CaseFile.replay(id, log.read(id));
    if (file.isEmpty()) {
      throw new IllegalStateException("a listed operation has no evidence");
    }
    return switch (file.state()) {
      case DENIED, SUCCEEDED, FAILED, UNKNOWN, REFUSED, EXPIRED, CANCELLED, VOIDED -> {
        open.remove(id);
        yield Step.REMOVED;
      }
      case WAITING -> waiting(listed, file);
      case PERMITTED, RUNNING, STOPPING -> isOverdue(file) ? settle(listed) : leave(listed, file);
      case APPROVED -> isOverdue(file) ? execute(listed, file) : leave(listed, file);
    };
  }

  private Step waiting(Listed listed, CaseFile file) {
    if (!isOverdue(file)) {
      return start(listed, file);
    }
    return file.verdict().isPresent() ? recount(listed) : settle(listed);
  }

  private Step recount(Listed listed) {
    workflow.recount(listed.operation(), overdue.grace());
    return again(listed, Step.RECOUNTED);
  }

  private boolean isOverdue(CaseFile file) {
    return !clock.instant().isBefore(overdue.from(file));
  }

  private Step leave(Listed listed, CaseFile file) {
    open.putOff(listed, overdue.from(file));
    return Step.LEFT;
  }

  private Step start(Listed listed, CaseFile file) {
    workflow.start(listed.operation(), firstWait(file));
    open.putOff(listed, overdue.from(file));
    return Step.STARTED;
  }

  /** As intake would have had it wait, but not beyond the expiry. */
  private Duration firstWait(CaseFile file) {
    Duration asked =
        file.requested()
            .map(Evidence.Requested::decision)
            .filter(Decision.ApprovalNeeded.class::isInstance)
            .map(Decision.ApprovalNeeded.class::cast)
            .map(needed -> needed.requirement().firstWait())
            .orElse(Duration.ZERO);
    Duration rest =
        file.expiresAt()
            .map(expiry -> Duration.between(clock.instant(), expiry))
            .orElse(Duration.ZERO);
    return rest.compareTo(asked) < 0 ? rest : asked;
  }

  /** While the approval holds it is run; after that nothing runs, and it only has to be closed. */
  private Step execute(Listed listed, CaseFile file) {
    if (file.expiresAt().filter(clock.instant()::isBefore).isEmpty()) {
      return settle(listed);
    }
    return again(listed, execution.executeLater(listed.operation()) ? Step.EXECUTED : Step.FAILED);
  }

  private Step settle(Listed listed) {
    return again(listed, execution.settleLater(listed.operation()) ? Step.SETTLED : Step.FAILED);
  }

  private Step again(Listed listed, Step step) {
    open.putOff(listed, clock.instant().plus(overdue.grace()));
    return step;
  }
}
