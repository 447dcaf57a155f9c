package dev.countersign.intake;

import dev.countersign.authenticate.Principal;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.canonical.Digest;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Examination;
import dev.countersign.decide.Decision;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Controllers;
import dev.countersign.record.Append;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.Listing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The evidence of a request: what was asked, what was decided, and who answers for the requester.
 */
final class Requests {

  private Requests() {}

  static Operation operation(
      OperationId id,
      Principal principal,
      Connection connection,
      Submission submission,
      Instant now) {
    return new Operation(
        id,
        connection.name(),
        submission.statement(),
        submission.parameters(),
        submission.asWrite(),
        submission.purpose(),
        submission.session().orElseGet(() -> now.atZone(ZoneOffset.UTC).toLocalDate().toString()),
        principal,
        now);
  }

  static Operation named(Operation operation, OperationId id) {
    return new Operation(
        id,
        operation.connection(),
        operation.statement(),
        operation.parameters(),
        operation.asWrite(),
        operation.purpose(),
        operation.session(),
        operation.requester(),
        operation.requestedAt());
  }

  /**
   * One write: the request with its decision, and one entry for each controller of the requester.
   * What is not denied stands in the list of open operations from then on.
   *
   * @param firstLook when the sweep is to look at it for the first time
   */
  static Append append(
      Operation operation, Examination examination, Bundle bundle, Instant firstLook) {
    Instant now = operation.requestedAt();
    Evidence.Requested requested = requested(operation, examination, bundle, now);
    List<Entry> entries = new ArrayList<>();
    entries.add(EvidenceCodec.encode(operation.id(), requested));
    for (String person :
        operation.requester().controllers().map(Controllers::persons).orElse(new TreeSet<>())) {
      entries.add(
          EvidenceCodec.encode(
              operation.id(), new Evidence.RequesterController(person, now), person));
    }
    Append append =
        Append.of(entries.toArray(Entry[]::new)).indexedBy(Listing.attributes(requested));
    return switch (examination.decision()) {
      case Decision.Permit permit -> append.opening(firstLook);
      case Decision.ApprovalNeeded needed -> append.opening(firstLook);
      case Decision.Deny deny -> append;
    };
  }

  private static Evidence.Requested requested(
      Operation operation, Examination examination, Bundle bundle, Instant now) {
    Optional<Instant> expiresAt = Optional.empty();
    Optional<Digest> approvalDigest = Optional.empty();
    if (examination.decision() instanceof Decision.ApprovalNeeded needed
        && examination.plan().isPresent()) {
      Instant end = now.plus(needed.requirement().expiresAfter());
      expiresAt = Optional.of(end);
      approvalDigest =
          Optional.of(
              Approvals.approvalDigest(
                  operation,
                  examination.plan().get(),
                  needed,
                  examination.connectionDigest(),
                  end));
    }
    return new Evidence.Requested(
        operation,
        Approvals.operationDigest(operation),
        examination.classification(),
        examination.plan(),
        examination.decision(),
        bundle.version(),
        examination.connectionDigest(),
        approvalDigest,
        expiresAt,
        now);
  }
}
