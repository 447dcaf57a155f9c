package dev.countersign.intake;

import dev.countersign.canonical.Digest;
import dev.countersign.clearance.Approvals;
import dev.countersign.decide.Exposure;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationState;
import dev.countersign.record.ResultLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What intake reads from the evidence of operations, and what it may add: cancelling, and picking
 * up.
 */
final class Docket {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
  private static final int MAXIMUM_REPEATS = 1_000;

  private final EvidenceLog log;
  private final ResultLinks links;
  private final Pace pace;
  private final InstantSource clock;

  Docket(EvidenceLog log, ResultLinks links, Pace pace, InstantSource clock) {
    this.log = log;
    this.links = links;
    this.pace = pace;
    this.clock = clock;
  }

  CaseFile open(OperationId id) {
    return CaseFile.replay(id, log.read(id));
  }

  /**
   * The answer of an operation that ran, for the request that asked for it: that is no pick-up, so
   * none is recorded. One call of the store is enough where there is an answer.
   */
  Optional<IntakeAnswer> answered(OperationId id) {
    return log.delivery(id)
        .map(delivery -> new IntakeAnswer.Ready(id, LinkedDocument.of(delivery, links)));
  }

  /** Looks until the operation is closed or the time is over, for the request that asked for it. */
  IntakeAnswer await(OperationId id, Duration wait) {
    CaseFile file = await(open(id), id, wait);
    return file.state() == OperationState.SUCCEEDED
        ? answered(id).orElseGet(() -> noAnswer(id))
        : unanswered(id, file);
  }

  /**
   * Looks until the operation is closed or the time is over, for one who comes for its answer: that
   * it is handed out is recorded before.
   */
  IntakeAnswer pickUp(OperationId id, CaseFile seen, Account reader, Duration wait) {
    CaseFile file = await(seen, id, wait);
    if (file.state() != OperationState.SUCCEEDED) {
      return unanswered(id, file);
    }
    Optional<IntakeAnswer> answer = isRequester(file, reader) ? answered(id) : Optional.empty();
    answer.ifPresent(handedOut -> recordCollection(id, reader, file));
    return answer.orElseGet(() -> noAnswer(id));
  }

  /** One call of the store says whether there is an end yet; only then all is read again. */
  private CaseFile await(CaseFile seen, OperationId id, Duration wait) {
    if (seen.state().closed() || wait.isZero()) {
      return seen;
    }
    Instant end = clock.instant().plus(wait);
    Duration pause = FIRST_PAUSE;
    boolean ended = false;
    while (!ended && clock.instant().isBefore(end)) {
      pace.pause(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
      ended = !log.find(ends(id)).isEmpty();
    }
    return open(id);
  }

  private static SortedSet<EntryKey> ends(OperationId id) {
    return Arrays.stream(EvidenceKind.values())
        .filter(EvidenceKind::closes)
        .map(kind -> kind.key(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static IntakeAnswer unanswered(OperationId id, CaseFile file) {
    return file.state().closed()
        ? new IntakeAnswer.Refused(Endings.problem(file).about(id))
        : new IntakeAnswer.Pending(id, file.state(), exposures(file));
  }

  private static SortedSet<Exposure> exposures(CaseFile file) {
    return file.requested()
        .flatMap(Evidence.Requested::plan)
        .map(MaskingPlan::exposures)
        .orElseGet(TreeSet::new);
  }

  private static IntakeAnswer noAnswer(OperationId id) {
    return new IntakeAnswer.Refused(
        Problem.of(ProblemType.ANSWER_EXPIRED, "the answer is no longer kept").about(id));
  }

  private static boolean isRequester(CaseFile file, Account reader) {
    return file.requested()
        .map(requested -> requested.operation().requester().account().equals(reader))
        .orElse(false);
  }

  private void recordCollection(OperationId id, Account reader, CaseFile file) {
    Instant now = clock.instant();
    Evidence.Collected collected =
        new Evidence.Collected(reader, now, file.hashes(EvidenceKind.FINISHED));
    log.append(
        Append.of(EvidenceCodec.encode(id, collected, now.toString()))
            .ifPresent(EvidenceKind.FINISHED.key(id)));
  }

  /** Withdraws the operation unless it has started or ended. */
  boolean withdraw(OperationId id, Account by) {
    CaseFile file = open(id);
    if (file.state() == OperationState.CANCELLED) {
      return true;
    }
    if (file.state().closed()) {
      return false;
    }
    Evidence.Cancelled cancelled =
        new Evidence.Cancelled(by, clock.instant(), file.hashes(EvidenceKind.REQUESTED));
    AppendOutcome outcome =
        log.append(
            Append.of(EvidenceCodec.encode(id, cancelled))
                .ifPresent(EvidenceKind.REQUESTED.key(id))
                .ifAbsent(
                    EvidenceKind.STARTED.key(id),
                    EvidenceKind.VOIDED.key(id),
                    EvidenceKind.REFUSED.key(id),
                    EvidenceKind.EXPIRED.key(id))
                .indexedBy(Listing.ending(file, OperationState.CANCELLED)));
    return outcome instanceof AppendOutcome.Appended || open(id).has(EvidenceKind.CANCELLED);
  }

  /** Asks that the running operation be stopped on its target. */
  boolean askToStop(OperationId id, Account by) {
    CaseFile file = open(id);
    if (file.has(EvidenceKind.STOP_ASKED)) {
      return true;
    }
    Evidence.StopAsked asked =
        new Evidence.StopAsked(by, clock.instant(), file.hashes(EvidenceKind.STARTED));
    AppendOutcome outcome =
        log.append(
            Append.of(EvidenceCodec.encode(id, asked))
                .ifPresent(EvidenceKind.STARTED.key(id))
                .ifAbsent(
                    EvidenceKind.FINISHED.key(id),
                    EvidenceKind.FAILED.key(id),
                    EvidenceKind.UNKNOWN.key(id)));
    return outcome instanceof AppendOutcome.Appended || open(id).has(EvidenceKind.STOP_ASKED);
  }

  /**
   * The name for a request that needs approval and came without a key: that of the open request
   * with the same bytes of the same principal, else a new one. Derived names make two such requests
   * at once find each other.
   */
  OperationId openRequest(Operation asked) {
    Digest digest = Approvals.operationDigest(asked);
    String day = asked.requestedAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
    for (int repeat = 0; repeat < MAXIMUM_REPEATS; repeat++) {
      OperationId id =
          OperationId.derived(
              asked.requester().account(), "open\n" + digest + "\n" + day + "\n" + repeat);
      CaseFile file = open(id);
      if (file.isEmpty() || !file.state().closed()) {
        return id;
      }
    }
    return asked.id();
  }
}
