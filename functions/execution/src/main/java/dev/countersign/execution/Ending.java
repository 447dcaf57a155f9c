package dev.countersign.execution;

import dev.countersign.canonical.Digest;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.MaskedAnswer;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationState;
import dev.countersign.record.StoredAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Records how an attempt ended. Exactly one end is ever recorded: the first. It is written without
 * reading again: whatever the end counts is known once the operation has started, so the case file
 * of the start is enough.
 */
final class Ending {

  /** How long the requester may pick an answer up. */
  static final Duration ANSWER_KEPT = Duration.ofHours(24);

  private final EvidenceLog log;
  private final InstantSource clock;

  Ending(EvidenceLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * It ran: the end and the masked answer are one write.
   *
   * @param file the case file, its start included
   * @throws EvidenceTooLarge if the answer is larger than the store can keep; nothing is recorded
   */
  ExecutionReport finished(OperationId id, CaseFile file, Departure departure) {
    Instant now = clock.instant();
    MaskedAnswer masked = departure.answer();
    String document = AnswerDocument.of(id, departure);
    StoredAnswer stored =
        new StoredAnswer(id, document, Digest.ofText(document), now.plus(ANSWER_KEPT));
    Evidence.Finished finished =
        new Evidence.Finished(
            stored.digest(),
            masked.commandTag(),
            departure.rows(),
            masked.affectedRows(),
            masked.truncated(),
            departure.result(),
            file.countedWithEnd(),
            now,
            started(file));
    return close(
        id,
        Append.of(EvidenceCodec.encode(id, finished))
            .with(stored)
            .ifAbsent(EvidenceKind.FAILED.key(id), EvidenceKind.UNKNOWN.key(id)),
        file,
        OperationState.SUCCEEDED);
  }

  /**
   * The target refused it: nothing was committed.
   *
   * @param file the case file, its start included
   */
  ExecutionReport failed(OperationId id, CaseFile file, TargetFault fault) {
    Evidence.Failed failed =
        new Evidence.Failed(fault, file.countedWithEnd(), clock.instant(), started(file));
    Entry entry = EvidenceCodec.encode(id, failed);
    return close(
        id,
        Append.of(entry).ifAbsent(EvidenceKind.FINISHED.key(id), EvidenceKind.UNKNOWN.key(id)),
        file,
        OperationState.of(failed));
  }

  /**
   * Its end cannot be known.
   *
   * @param file the case file, its start included
   */
  ExecutionReport unknown(OperationId id, CaseFile file) {
    Evidence.Unknown unknown =
        new Evidence.Unknown(file.countedWithEnd(), clock.instant(), started(file));
    Entry entry = EvidenceCodec.encode(id, unknown);
    return close(
        id,
        Append.of(entry).ifAbsent(EvidenceKind.FINISHED.key(id), EvidenceKind.FAILED.key(id)),
        file,
        OperationState.UNKNOWN);
  }

  private ExecutionReport close(
      OperationId id, Append append, CaseFile file, OperationState state) {
    Append listed = append.indexedBy(Listing.ending(file, state));
    return switch (log.append(listed.ifPresent(EvidenceKind.STARTED.key(id)))) {
      case AppendOutcome.Appended appended -> new ExecutionReport(id, state);
      case AppendOutcome.Conflict conflict ->
          new ExecutionReport(id, CaseFile.replay(id, log.read(id)).state());
    };
  }

  private static List<Digest> started(CaseFile file) {
    return file.hashes(EvidenceKind.STARTED);
  }
}
