package dev.countersign.verify.command;

import dev.countersign.approve.Vote;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.people.Controllers;
import dev.countersign.record.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Evidence as somebody would rewrite it who can write and wants to hide something. */
final class Forgeries {

  private Forgeries() {}

  static Evidence.Voted vote(SampleOperation operation, String person) {
    return operation.file().evidence(Evidence.Voted.class).stream()
        .filter(voted -> voted.vote().approver().equals(person))
        .findFirst()
        .orElseThrow();
  }

  static Evidence.Voted withReason(Evidence.Voted voted, String reason) {
    Vote vote = voted.vote();
    return with(voted, vote.controllers(), reason, vote.authenticatedAt());
  }

  static Evidence.Voted withControllers(Evidence.Voted voted, String person) {
    Vote vote = voted.vote();
    return with(voted, Controllers.of(person), vote.reason(), vote.authenticatedAt());
  }

  static Evidence.Voted signedInAt(Evidence.Voted voted, Instant at) {
    Vote vote = voted.vote();
    return with(voted, vote.controllers(), vote.reason(), at);
  }

  private static Evidence.Voted with(
      Evidence.Voted voted, Controllers controllers, String reason, Instant authenticatedAt) {
    Vote vote = voted.vote();
    return new Evidence.Voted(
        new Vote(
            vote.approver(),
            vote.account(),
            controllers,
            vote.groups(),
            vote.verdict(),
            reason,
            vote.approvalDigest(),
            authenticatedAt,
            vote.votedAt()),
        voted.at(),
        voted.reliesOn());
  }

  static Evidence.Requested requested(SampleOperation operation) {
    return operation.file().requested().orElseThrow();
  }

  /** Another text under the digests of the one that was approved. */
  static Evidence.Requested withStatement(Evidence.Requested requested, String statement) {
    Operation asked = requested.operation();
    Operation other =
        new Operation(
            asked.id(),
            asked.connection(),
            statement,
            asked.parameters(),
            asked.asWrite(),
            asked.purpose(),
            asked.session(),
            asked.requester(),
            asked.requestedAt());
    Optional<MaskingPlan> plan =
        requested
            .plan()
            .map(planned ->
                new MaskingPlan(
                    statement,
                    planned.labels(),
                    planned.masked(),
                    planned.outputs(),
                    planned.uses(),
                    planned.exposures()));
    return new Evidence.Requested(
        other,
        requested.operationDigest(),
        requested.classification(),
        plan,
        requested.decision(),
        requested.bundle(),
        requested.connectionDigest(),
        requested.approvalDigest(),
        requested.expiresAt(),
        requested.at());
  }

  /** Another text that would run than the one that was asked. */
  static Evidence.Requested withText(Evidence.Requested requested, String text) {
    Evidence.Requested other = withStatement(requested, text);
    return new Evidence.Requested(
        requested.operation(),
        requested.operationDigest(),
        requested.classification(),
        other.plan(),
        requested.decision(),
        requested.bundle(),
        requested.connectionDigest(),
        requested.approvalDigest(),
        requested.expiresAt(),
        requested.at());
  }

  /** As if the policies had permitted what they asked approval for. */
  static Evidence.Requested permitted(Evidence.Requested requested) {
    return new Evidence.Requested(
        requested.operation(),
        requested.operationDigest(),
        requested.classification(),
        requested.plan(),
        new Decision.Permit(requested.decision().policies()),
        requested.bundle(),
        requested.connectionDigest(),
        Optional.empty(),
        Optional.empty(),
        requested.at());
  }

  /** As if nothing had had to be masked. */
  static Evidence.Requested unmasked(Evidence.Requested requested) {
    return new Evidence.Requested(
        requested.operation(),
        requested.operationDigest(),
        requested.classification(),
        requested
            .plan()
            .map(planned ->
                new MaskingPlan(
                    requested.operation().statement(),
                    planned.labels(),
                    new TreeSet<>(),
                    planned.outputs(),
                    planned.uses(),
                    planned.exposures())),
        requested.decision(),
        requested.bundle(),
        requested.connectionDigest(),
        requested.approvalDigest(),
        requested.expiresAt(),
        requested.at());
  }

  /** An end that counts one entry more than there is. */
  static Evidence.Finished counting(Evidence.Finished finished, int entries) {
    return new Evidence.Finished(
        finished.answer(),
        finished.commandTag(),
        finished.rows(),
        finished.affectedRows(),
        finished.truncated(),
        finished.result(),
        entries,
        finished.at(),
        List.copyOf(finished.reliesOn()));
  }
}
