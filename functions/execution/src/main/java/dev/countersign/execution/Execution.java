package dev.countersign.execution;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.clearance.Clearance;
import dev.countersign.clearance.ClearanceVerdict;
import dev.countersign.clearance.DryRunLeave;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.clearance.PlannerQuestion;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policies;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.Target;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationState;
import dev.countersign.record.Overdue;
import dev.countersign.record.ResultStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;

/**
 * The execution duty. It trusts nothing that its caller says but an operation's id: it examines the
 * recorded text again, derives the clearance from what is recorded, and consumes it in the same
 * conditional write that marks the start. Only then does it touch the target, and only a masked
 * answer leaves it.
 */
public final class Execution {

  private final Bundles bundles;
  private final Policies policies;
  private final Catalogues catalogues;
  private final Examiner examiner;
  private final EvidenceLog log;
  private final Targets targets;
  private final ResultStore results;
  private final Overdue overdue;
  private final InstantSource clock;
  private final Random random;

  /**
   * An execution with these powers and no others. The source of random numbers is a {@link Random}
   * because that is safe for many callers at once: of two who drew the same number, both would take
   * the start that one of them recorded for their own.
   */
  public Execution(
      Bundles bundles,
      Policies policies,
      Catalogues catalogues,
      Examiner examiner,
      EvidenceLog log,
      Targets targets,
      ResultStore results,
      Overdue overdue,
      InstantSource clock,
      Random random) {
    this.bundles = bundles;
    this.policies = policies;
    this.catalogues = catalogues;
    this.examiner = examiner;
    this.log = log;
    this.targets = targets;
    this.results = results;
    this.overdue = overdue;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Runs the operation if it is cleared and was never started. Called twice, it runs once; called
   * before it is approved, it changes nothing: approvers may still be asked.
   */
  public ExecutionReport execute(OperationId id) {
    CaseFile file = grounds(id);
    Operation recorded = requested(id, file).operation();
    if (file.state() != OperationState.PERMITTED && file.state() != OperationState.APPROVED) {
      return new ExecutionReport(id, file.state());
    }
    Bundle bundle = bundles.current();
    Optional<Connection> connection = bundle.connection(recorded.connection());
    ClearanceVerdict verdict =
        connection
            .map(door -> derive(file, recorded, door, bundle))
            .orElseGet(() -> new ClearanceVerdict.Withheld("the connection is gone"));
    return switch (verdict) {
      case ClearanceVerdict.Withheld withheld -> withhold(id, file, withheld.because());
      case ClearanceVerdict.Cleared cleared ->
          start(
              file,
              cleared.clearance(),
              connection.orElseThrow(() -> new UnknownOperation(id)),
              bundle);
    };
  }

  /**
   * Closes an operation that nobody works at any more: one that was started and has no end is
   * unknown, for ever; one that was never started can no longer start. It leaves alone what may
   * still run, whoever may still be asked, and an approval that still holds: that is executed.
   */
  public ExecutionReport settle(OperationId id) {
    CaseFile file = open(id);
    requested(id, file);
    Instant now = clock.instant();
    if (file.state().closed() || now.isBefore(overdue.from(file))) {
      return new ExecutionReport(id, file.state());
    }
    return switch (file.state()) {
      case RUNNING, STOPPING -> new Ending(log, clock).unknown(id, file);
      case PERMITTED -> withhold(id, file, "it was not started in time");
      case WAITING -> withhold(id, file, "it was not approved in time");
      case APPROVED ->
          file.expiresAt().filter(now::isBefore).isPresent()
              ? new ExecutionReport(id, file.state())
              : withhold(id, file, "its approval has expired");
      case DENIED, SUCCEEDED, FAILED, UNKNOWN, REFUSED, EXPIRED, CANCELLED, VOIDED ->
          new ExecutionReport(id, file.state());
    };
  }

  /**
   * Asks the target's planner how many rows an operation that waits would return or touch, counts
   * them by a dry run where policy permits that, and records it for its approvers. Called twice it
   * is recorded once, and tried once; of what no longer waits, or has changed since it was asked
   * for, nothing is recorded. An approval never waits for it.
   */
  public ExecutionReport estimate(OperationId id) {
    CaseFile file = open(id);
    Evidence.Requested recorded = requested(id, file);
    if (file.state() == OperationState.WAITING && !file.has(EvidenceKind.ESTIMATED)) {
      Bundle bundle = bundles.current();
      bundle
          .connection(recorded.operation().connection())
          .ifPresent(door -> estimate(file, recorded, door, bundle));
    }
    return new ExecutionReport(id, file.state());
  }

  private void estimate(
      CaseFile file, Evidence.Requested recorded, Connection connection, Bundle bundle) {
    Examination fresh = examined(recorded.operation(), connection, bundle);
    if (fresh.plan().isEmpty() || Clearance.changed(recorded, fresh).isPresent()) {
      return;
    }
    MaskingPlan plan = fresh.plan().get();
    PlannerQuestion question =
        PlannerQuestion.of(fresh.classification(), plan, catalogues.of(connection.name()));
    boolean tried = DryRunLeave.isGiven(recorded, fresh, question);
    Trial trial = new Trial(log, clock, targets, connection, random);
    new Estimation(log, clock, targets, connection)
        .record(
            recorded.operation(),
            file,
            question,
            () ->
                tried ? Optional.of(trial.of(recorded.operation(), plan, file)) : Optional.empty());
  }

  /**
   * Reads the catalogue of the target behind this connection and publishes it, and tells what the
   * role that reads may do that it should not be able to.
   */
  public SurveyReport survey(ConnectionName name) {
    Connection connection =
        bundles
            .current()
            .connection(name)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no connection `" + name + "`"));
    Target target = targets.behind(connection);
    Catalogue catalogue = target.survey();
    SortedSet<RolePower> powers = target.readerPowers();
    catalogues.publish(name, catalogue);
    return new SurveyReport(catalogue.relations().size(), powers);
  }

  private CaseFile open(OperationId id) {
    return CaseFile.replay(id, log.read(id));
  }

  /**
   * What the operation may be cleared by. Where it needs no approval that is what intake recorded,
   * and nothing else is read: what would exclude the start, the write of the start excludes.
   */
  private CaseFile grounds(OperationId id) {
    CaseFile asked = CaseFile.replay(id, log.read(id, Duty.INTAKE));
    return switch (requested(id, asked).decision()) {
      case Decision.ApprovalNeeded needed -> open(id);
      case Decision.Permit permit -> asked;
      case Decision.Deny deny -> asked;
    };
  }

  private static Evidence.Requested requested(OperationId id, CaseFile file) {
    return file.requested().orElseThrow(() -> new UnknownOperation(id));
  }

  private ClearanceVerdict derive(
      CaseFile file, Operation recorded, Connection connection, Bundle bundle) {
    return Clearance.derive(
        file, examined(recorded, connection, bundle), bundle.roster(), clock.instant());
  }

  /** What the stages make of what is recorded, under what is in force now. */
  private Examination examined(Operation recorded, Connection connection, Bundle bundle) {
    Operation asOfNow =
        new Operation(
            recorded.id(),
            recorded.connection(),
            recorded.statement(),
            recorded.parameters(),
            recorded.asWrite(),
            recorded.purpose(),
            recorded.session(),
            recorded.requester().under(bundle.roster()),
            recorded.requestedAt());
    return examiner.examine(
        asOfNow, connection, bundle, policies.of(bundle), catalogues.of(connection.name()));
  }

  private ExecutionReport withhold(OperationId id, CaseFile file, String because) {
    Evidence.Voided voided =
        new Evidence.Voided(because, clock.instant(), file.hashes(EvidenceKind.REQUESTED));
    AppendOutcome outcome =
        log.append(
            Append.of(EvidenceCodec.encode(id, voided))
                .ifPresent(EvidenceKind.REQUESTED.key(id))
                .ifAbsent(
                    EvidenceKind.STARTED.key(id),
                    EvidenceKind.CANCELLED.key(id),
                    EvidenceKind.REFUSED.key(id),
                    EvidenceKind.EXPIRED.key(id))
                .indexedBy(Listing.ending(file, OperationState.VOIDED)));
    return switch (outcome) {
      case AppendOutcome.Appended appended -> new ExecutionReport(id, OperationState.VOIDED);
      case AppendOutcome.Conflict conflict -> new ExecutionReport(id, open(id).state());
    };
  }

  private ExecutionReport start(
      CaseFile file, Clearance clearance, Connection connection, Bundle bundle) {
    OperationId id = clearance.operation().id();
    Entry started =
        EvidenceCodec.encode(
            id,
            new Evidence.Started(
                Long.toHexString(random.nextLong()), clock.instant(), clearance.reliesOn()));
    AppendOutcome outcome =
        log.append(
            Append.of(started)
                .ifPresent(reliedOn(id, file))
                .ifAbsent(
                    EvidenceKind.CANCELLED.key(id),
                    EvidenceKind.REFUSED.key(id),
                    EvidenceKind.EXPIRED.key(id),
                    EvidenceKind.VOIDED.key(id)));
    return switch (outcome) {
      case AppendOutcome.Conflict conflict -> new ExecutionReport(id, open(id).state());
      case AppendOutcome.Appended appended ->
          new Attempt(
                  log,
                  clock,
                  targets.behind(connection),
                  connection,
                  results,
                  new ValueNet(new ClearKinds(clearance, bundle, policies.of(bundle))))
              .run(clearance, file.with(started));
    };
  }

  private static EntryKey[] reliedOn(OperationId id, CaseFile file) {
    boolean needsApproval =
        file.requested()
            .map(Evidence.Requested::decision)
            .filter(Decision.ApprovalNeeded.class::isInstance)
            .isPresent();
    return needsApproval
        ? new EntryKey[] {EvidenceKind.REQUESTED.key(id), EvidenceKind.APPROVED.key(id)}
        : new EntryKey[] {EvidenceKind.REQUESTED.key(id)};
  }

  /** Nothing is recorded under this id. */
  public static final class UnknownOperation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownOperation(OperationId id) {
      super("nothing is recorded of `" + id + "`");
    }
  }
}
