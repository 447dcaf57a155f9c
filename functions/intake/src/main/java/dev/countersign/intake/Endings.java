package dev.countersign.intake;

import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.decide.Decision;
import dev.countersign.execute.TargetFault;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;

/** The ends of an operation that gave no answer, as problems. */
final class Endings {

  private Endings() {}

  static Problem problem(CaseFile file) {
    return switch (file.state()) {
      case DENIED -> denied(file);
      case REFUSED -> refused(file);
      case EXPIRED ->
          Problem.of(ProblemType.APPROVAL_EXPIRED, "nobody approved the operation in time");
      case CANCELLED ->
          Problem.of(ProblemType.CANCELLED, "the operation was cancelled; nothing was committed");
      case VOIDED -> voided(file);
      case UNKNOWN ->
          Problem.of(
              ProblemType.OUTCOME_UNKNOWN,
              "the operation started and its end cannot be known; look at the target before you ask again");
      case FAILED -> failed(file);
      case PERMITTED, WAITING, APPROVED, RUNNING, STOPPING, SUCCEEDED ->
          throw new IllegalStateException(
              "an operation in state `" + file.state().word() + "` has no problem");
    };
  }

  private static Problem denied(CaseFile file) {
    Evidence.Requested requested =
        file.requested()
            .orElseThrow(() -> new IllegalStateException("a denied operation without a request"));
    if (!(requested.decision() instanceof Decision.Deny deny)) {
      throw new IllegalStateException("a denied operation without a deny");
    }
    return Denials.problem(deny, requested.classification(), requested.operation().connection());
  }

  private static Problem refused(CaseFile file) {
    String by =
        file.votes().stream()
            .filter(vote -> vote.verdict() == Verdict.REFUSED)
            .map(Vote::approver)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a refusal without a vote"));
    return Problem.of(ProblemType.REFUSED_BY_APPROVER, "`" + by + "` refused the operation");
  }

  private static Problem voided(CaseFile file) {
    return file.evidence(Evidence.Voided.class).stream()
        .map(voided ->
            Problem.of(ProblemType.APPROVAL_VOIDED, voided.changed() + "; nothing was committed"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a voided operation without its evidence"));
  }

  private static Problem failed(CaseFile file) {
    TargetFault fault =
        file.evidence(Evidence.Failed.class).stream()
            .map(Evidence.Failed::fault)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a failed operation without its fault"));
    return problem(fault).coded(fault.sqlState());
  }

  private static Problem problem(TargetFault fault) {
    return switch (fault.kind()) {
      case SYNTAX -> statement("the target cannot read the statement");
      case PARAMETERS ->
          Problem.of(
              ProblemType.PARAMETERS,
              "the target cannot read a parameter as the type it must have");
      case PERMISSION -> statement("the connection's credential may not do this");
      case CONSTRAINT -> statement("a constraint of the target forbids it");
      case CLASSIFICATION_MISS ->
          Problem.of(
              ProblemType.CLASSIFICATION_MISS,
              "it was taken for a read and would have written; nothing was changed, and the"
                  + " mistake is recorded; to ask for it as a write, send it again with"
                  + " `\"effect\": \"write\"`");
      case TIMEOUT ->
          Problem.of(
              ProblemType.TARGET_TIMEOUT,
              "the statement ran longer than the connection allows and was stopped");
      case LOCK_TIMEOUT ->
          Problem.of(
              ProblemType.TARGET_TIMEOUT,
              "the statement waited longer for a lock than the connection allows");
      case CANCELLED ->
          Problem.of(ProblemType.CANCELLED, "the operation was stopped on the target");
      case UNAVAILABLE ->
          Problem.of(
              ProblemType.TARGET_UNAVAILABLE,
              "the target could not be reached, or went away; nothing was committed");
      case NO_MASK_KEY ->
          Problem.of(
              ProblemType.CANNOT_BE_MASKED,
              "a mask takes a key (`maskKey`), and the secret of the connection has none; nothing"
                  + " was run");
      case OTHER -> statement("the target refused the statement");
    };
  }

  private static Problem statement(String detail) {
    return Problem.of(ProblemType.STATEMENT_REFUSED, detail);
  }
}
