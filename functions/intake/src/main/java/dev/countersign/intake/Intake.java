package dev.countersign.intake;

import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.classify.Effect;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policies;
import dev.countersign.execute.ExecutionDoor;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.OperationState;
import dev.countersign.record.Overdue;
import dev.countersign.record.ResultLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * The intake duty. It authenticates, classifies, plans the mask and decides, and records all of it
 * before anything else happens; it starts the workflow that waits for approvers, or has execution
 * run what needs none. It can neither vote nor touch a target.
 */
public final class Intake {

  /** The longest that a caller may wait in one request: API Gateway gives 29 s in all. */
  public static final Duration MAXIMUM_WAIT = Duration.ofSeconds(20);

  private final Callers callers;
  private final Policies policies;
  private final Catalogues catalogues;
  private final Examiner examiner;
  private final EvidenceLog log;
  private final ApprovalWorkflow workflow;
  private final ExecutionDoor execution;
  private final Overdue overdue;
  private final Docket docket;
  private final InstantSource clock;
  private final Random random;

  /** An intake with these powers and no others. */
  public Intake(
      TokenVerifier tokens,
      Bundles bundles,
      Policies policies,
      Catalogues catalogues,
      Examiner examiner,
      EvidenceLog log,
      ResultLinks links,
      ApprovalWorkflow workflow,
      ExecutionDoor execution,
      Overdue overdue,
      Pace pace,
      InstantSource clock,
      Random random) {
    this.callers = new Callers(tokens, bundles);
    this.policies = policies;
    this.catalogues = catalogues;
    this.examiner = examiner;
    this.log = log;
    this.workflow = workflow;
    this.execution = execution;
    this.overdue = overdue;
    this.docket = new Docket(log, links, pace, clock);
    this.clock = clock;
    this.random = random;
  }

  /**
   * A request to run a statement, as it came.
   *
   * @param connection the connection's name as the route has it
   * @param body the body as text; API Gateway hands it over as such
   * @param idempotencyKey the client's key
   * @param session the client's label for the session
   */
  public record Sent(
      String connection, String body, Optional<String> idempotencyKey, Optional<String> session) {}

  /** Takes a statement in, and waits at most this long for its answer. */
  public IntakeAnswer submit(List<String> authorization, Sent sent, Duration wait) {
    // The token before anything else: who is not authenticated learns nothing of what they sent.
    return authenticated(
        authorization,
        (principal, bundle) ->
            switch (SubmissionCodec.decode(sent)) {
              case SubmissionCodec.Decoded.Rejected rejected ->
                  new IntakeAnswer.Refused(rejected.problem());
              case SubmissionCodec.Decoded.Accepted accepted ->
                  submit(principal, bundle, accepted.submission(), wait);
            });
  }

  private IntakeAnswer submit(
      Principal principal, Bundle bundle, Submission submission, Duration wait) {

    if (!ConnectionName.isName(submission.connection())) {
      return unknownConnection();
    }
    return bundle
        .connection(new ConnectionName(submission.connection()))
        .map(connection -> submit(principal, bundle, connection, submission, wait))
        .orElseGet(Intake::unknownConnection);
  }

  /** What became of an operation of the caller's, waiting at most this long for its end. */
  public IntakeAnswer poll(List<String> authorization, String operation, Duration wait) {
    return authenticated(
        authorization,
        (principal, bundle) ->
            own(operation, file -> isRequester(file, principal))
                .map(own -> docket.pickUp(own.id(), own.file(), principal.account(), wait))
                .orElseGet(Intake::unknownOperation));
  }

  /**
   * Withdraws an operation, or stops it on the target. The requester may, and whoever answers for
   * them.
   */
  public IntakeAnswer cancel(List<String> authorization, String operation) {
    return authenticated(
        authorization,
        (principal, bundle) ->
            own(
                    operation,
                    file -> isRequester(file, principal) || answersForRequester(file, principal))
                .map(own -> cancel(own.id(), principal))
                .orElseGet(Intake::unknownOperation));
  }

  private interface Authenticated {
    IntakeAnswer answer(Principal principal, Bundle bundle);
  }

  private IntakeAnswer authenticated(List<String> authorization, Authenticated next) {
    return switch (callers.caller(authorization)) {
      case Callers.Caller.Unknown unknown -> new IntakeAnswer.Refused(unknown.problem());
      case Callers.Caller.Known known -> next.answer(known.principal(), known.bundle());
    };
  }

  private IntakeAnswer submit(
      Principal principal,
      Bundle bundle,
      Connection connection,
      Submission submission,
      Duration wait) {
    Optional<Problem> mismatch = ParameterCount.mismatch(submission);
    if (mismatch.isPresent()) {
      return new IntakeAnswer.Refused(mismatch.get());
    }
    Instant now = clock.instant();
    Operation asked =
        Requests.operation(OperationId.random(random), principal, connection, submission, now);
    Examination examination =
        examiner.examine(
            asked, connection, bundle, policies.of(bundle), catalogues.of(connection.name()));
    if (examination.decision() instanceof Decision.Deny deny && Denials.isInvisible(deny)) {
      return unknownConnection();
    }
    if (needsKey(examination) && submission.idempotencyKey().isEmpty()) {
      return new IntakeAnswer.Refused(
          Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REQUIRED,
              "send an Idempotency-Key, so that a repeated request cannot write twice"));
    }
    Operation operation = Requests.named(asked, name(asked, examination, submission));
    return record(operation, examination, bundle, wait);
  }

  private static boolean needsKey(Examination examination) {
    return examination.decision() instanceof Decision.Permit
        && examination.classification().effect() != Effect.READ;
  }

  private OperationId name(Operation asked, Examination examination, Submission submission) {
    if (submission.idempotencyKey().isPresent()) {
      return OperationId.derived(
          asked.requester().account(), "key\n" + submission.idempotencyKey().get());
    }
    return switch (examination.decision()) {
      case Decision.ApprovalNeeded needed -> docket.openRequest(asked);
      case Decision.Permit permit -> asked.id();
      case Decision.Deny deny -> asked.id();
    };
  }

  private IntakeAnswer record(
      Operation operation, Examination examination, Bundle bundle, Duration wait) {
    AppendOutcome outcome =
        log.append(
            Requests.append(
                operation, examination, bundle, operation.requestedAt().plus(overdue.grace())));
    return switch (outcome) {
      case AppendOutcome.Appended appended -> proceed(operation, examination, wait);
      case AppendOutcome.Conflict conflict -> join(operation, wait);
    };
  }

  private IntakeAnswer proceed(Operation operation, Examination examination, Duration wait) {
    return switch (examination.decision()) {
      case Decision.Deny deny ->
          new IntakeAnswer.Refused(
              Denials.withColumns(
                  Denials.problem(deny, examination.classification(), operation.connection())
                      .about(operation.id()),
                  examination.unmaskable()));
      case Decision.Permit permit -> run(operation, wait);
      case Decision.ApprovalNeeded needed -> {
        workflow.start(operation.id(), needed.requirement().firstWait());
        yield docket.await(operation.id(), wait);
      }
    };
  }

  private IntakeAnswer run(Operation operation, Duration wait) {
    // A caller that will not wait still has the answer of most reads at once: they end within a
    // second.
    Duration patience = wait.isZero() ? MAXIMUM_WAIT : wait;
    return switch (execution.execute(operation.id(), patience)) {
      case ENDED, NOT_ENDED -> ended(operation.id());
      case BUSY ->
          docket.withdraw(operation.id(), operation.requester().account())
              ? new IntakeAnswer.Refused(
                  Problem.of(ProblemType.BUSY, "execution is at its limit, and nothing was run")
                      .about(operation.id()))
              : ended(operation.id());
    };
  }

  private IntakeAnswer ended(OperationId id) {
    return docket.answered(id).orElseGet(() -> docket.await(id, Duration.ZERO));
  }

  /**
   * The same request came before: the same content finds that operation, other content is refused.
   */
  private IntakeAnswer join(Operation operation, Duration wait) {
    CaseFile file = docket.open(operation.id());
    Evidence.Requested recorded =
        file.requested()
            .orElseThrow(() -> new IllegalStateException("a conflict without a recorded request"));
    if (!recorded.operationDigest().equals(Approvals.operationDigest(operation))) {
      return new IntakeAnswer.Refused(
          Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "this Idempotency-Key names another request of yours; choose a new key"));
    }
    if (file.state() == OperationState.PERMITTED) {
      // It was recorded and never run, or is being run: running it twice is running it once.
      return run(operation, wait);
    }
    if (file.state() == OperationState.WAITING
        && recorded.decision() instanceof Decision.ApprovalNeeded needed) {
      // A crash may have come between the record and the workflow; starting twice is starting once.
      workflow.start(operation.id(), needed.requirement().firstWait());
    }
    return docket.pickUp(operation.id(), file, operation.requester().account(), wait);
  }

  private IntakeAnswer cancel(OperationId id, Principal principal) {
    if (docket.withdraw(id, principal.account())) {
      workflow.stop(id);
      return now(id, principal);
    }
    if (docket.askToStop(id, principal.account())) {
      return now(id, principal);
    }
    return new IntakeAnswer.Refused(
        Problem.of(ProblemType.NOT_CANCELLABLE, "the operation has ended already").about(id));
  }

  private IntakeAnswer now(OperationId id, Principal reader) {
    return docket.pickUp(id, docket.open(id), reader.account(), Duration.ZERO);
  }

  private record Own(OperationId id, CaseFile file) {}

  private Optional<Own> own(String operation, Function<CaseFile, Boolean> mayAct) {
    if (!OperationId.isOperationId(operation)) {
      return Optional.empty();
    }
    OperationId id = new OperationId(operation);
    CaseFile file = docket.open(id);
    return file.isEmpty() || !mayAct.apply(file)
        ? Optional.empty()
        : Optional.of(new Own(id, file));
  }

  private static boolean isRequester(CaseFile file, Principal principal) {
    return file.requested()
        .map(requested -> requested.operation().requester().account().equals(principal.account()))
        .orElse(false);
  }

  private static boolean answersForRequester(CaseFile file, Principal principal) {
    return file.requested()
        .flatMap(requested -> requested.operation().requester().controllers())
        .flatMap(requester ->
            principal.controllers().map(own -> requester.persons().containsAll(own.persons())))
        .orElse(false);
  }

  private static IntakeAnswer unknownConnection() {
    return new IntakeAnswer.Refused(Denials.unknownConnection());
  }

  private static IntakeAnswer unknownOperation() {
    return new IntakeAnswer.Refused(
        Problem.of(ProblemType.UNKNOWN_OPERATION, "there is no such operation of yours"));
  }
}
