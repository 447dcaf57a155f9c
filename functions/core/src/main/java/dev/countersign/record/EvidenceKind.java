package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of entry: who writes each, in which stage, and what it is called. */
public enum EvidenceKind {
  REQUESTED("requested", Count.ONE, Duty.INTAKE, Stage.DECIDE, Evidence.Requested.class),
  REQUESTER_CONTROLLER(
      "controller",
      Count.MANY,
      Duty.INTAKE,
      Stage.AUTHENTICATE,
      Evidence.RequesterController.class),
  CANCELLED("cancelled", Count.ONE, Duty.INTAKE, Stage.APPROVE, Evidence.Cancelled.class),
  STOP_ASKED("stop-asked", Count.ONE, Duty.INTAKE, Stage.EXECUTE, Evidence.StopAsked.class),
  COLLECTED("collected", Count.MANY, Duty.INTAKE, Stage.MASK, Evidence.Collected.class),
  NOTIFIED("notified", Count.MANY, Duty.APPROVAL, Stage.APPROVE, Evidence.Notified.class),
  VOTED("voted", Count.MANY, Duty.APPROVAL, Stage.APPROVE, Evidence.Voted.class),
  VOTER_CONTROLLER(
      "controller", Count.MANY, Duty.APPROVAL, Stage.APPROVE, Evidence.VoterController.class),
  APPROVED("approved", Count.ONE, Duty.APPROVAL, Stage.APPROVE, Evidence.Approved.class),
  REFUSED("refused", Count.ONE, Duty.APPROVAL, Stage.APPROVE, Evidence.Refused.class),
  EXPIRED("expired", Count.ONE, Duty.APPROVAL, Stage.APPROVE, Evidence.Expired.class),
  TRIED("tried", Count.ONE, Duty.EXECUTION, Stage.APPROVE, Evidence.Tried.class),
  ESTIMATED("estimated", Count.ONE, Duty.EXECUTION, Stage.APPROVE, Evidence.Estimated.class),
  VOIDED("voided", Count.ONE, Duty.EXECUTION, Stage.EXECUTE, Evidence.Voided.class),
  STARTED("started", Count.ONE, Duty.EXECUTION, Stage.EXECUTE, Evidence.Started.class),
  FINISHED("finished", Count.ONE, Duty.EXECUTION, Stage.MASK, Evidence.Finished.class),
  FAILED("failed", Count.ONE, Duty.EXECUTION, Stage.EXECUTE, Evidence.Failed.class),
  UNKNOWN("unknown", Count.ONE, Duty.EXECUTION, Stage.EXECUTE, Evidence.Unknown.class),
  LISTED("listed", Count.ONE, Duty.AUDIT, Stage.RECORD, Evidence.Listed.class),
  REPLAYED("replayed", Count.MANY, Duty.AUDIT, Stage.RECORD, Evidence.Replayed.class),
  EXPORTED("exported", Count.ONE, Duty.AUDIT, Stage.RECORD, Evidence.Exported.class);

  private static final char SEPARATOR = '#';

  private final String word;
  private final Count count;
  private final Duty duty;
  private final Stage stage;
  private final Class<? extends Evidence> type;

  EvidenceKind(String word, Count count, Duty duty, Stage stage, Class<? extends Evidence> type) {
    this.word = word;
    this.count = count;
    this.duty = duty;
    this.stage = stage;
    this.type = type;
  }

  /** The word by which entries of this kind are keyed. */
  public String word() {
    return word;
  }

  /** The duty that may write it. */
  public Duty duty() {
    return duty;
  }

  /** The stage of the spine that it speaks of. */
  public Stage stage() {
    return stage;
  }

  /** The evidence of this kind. */
  public Class<? extends Evidence> type() {
    return type;
  }

  /** Whether an operation of which such an entry is recorded is closed, for ever. */
  public boolean closes() {
    return switch (this) {
      case CANCELLED, REFUSED, EXPIRED, VOIDED, FINISHED, FAILED, UNKNOWN -> true;
      case REQUESTED,
          REQUESTER_CONTROLLER,
          STOP_ASKED,
          COLLECTED,
          NOTIFIED,
          VOTED,
          VOTER_CONTROLLER,
          APPROVED,
          TRIED,
          ESTIMATED,
          STARTED,
          LISTED,
          REPLAYED,
          EXPORTED ->
          false;
    };
  }

  /**
   * Whether the entry with which an execution ends counts the entries of this kind: those of which
   * none can come once the operation has started. What asks that it be stopped, tells approvers or
   * picks the answer up may come at any time, so it is not counted; what would have kept it from
   * starting is not there.
   */
  public boolean counted() {
    return switch (this) {
      case REQUESTED, REQUESTER_CONTROLLER, VOTED, VOTER_CONTROLLER, APPROVED, STARTED -> true;
      case CANCELLED,
          STOP_ASKED,
          COLLECTED,
          NOTIFIED,
          REFUSED,
          EXPIRED,
          TRIED,
          ESTIMATED,
          VOIDED,
          FINISHED,
          FAILED,
          UNKNOWN,
          LISTED,
          REPLAYED,
          EXPORTED ->
          false;
    };
  }

  /**
   * The place of the one entry of this kind.
   *
   * @throws IllegalArgumentException if an operation may have several of the kind
   */
  public EntryKey key(OperationId operation) {
    require(Count.ONE);
    return new EntryKey(duty, operation, word);
  }

  /**
   * The place of the entry of this kind that this word tells apart from others of the kind.
   *
   * @throws IllegalArgumentException if an operation has at most one of the kind
   */
  public EntryKey key(OperationId operation, String distinction) {
    require(Count.MANY);
    if (distinction.isEmpty()) {
      throw new IllegalArgumentException("an entry is told apart by a word");
    }
    return new EntryKey(duty, operation, word + SEPARATOR + distinction);
  }

  /**
   * The place of every entry of the operation's case of which there is at most one: enough to say
   * where the operation stands.
   */
  public static List<EntryKey> singles(OperationId operation) {
    return Arrays.stream(values())
        .filter(kind -> kind.count == Count.ONE && kind.duty != Duty.AUDIT)
        .map(kind -> kind.key(operation))
        .toList();
  }

  private void require(Count asked) {
    if (count != asked) {
      throw new IllegalArgumentException(
          "an operation has "
              + (count == Count.ONE ? "at most one" : "any number of")
              + " entries `"
              + word
              + "`");
    }
  }

  /** The kind of an entry at this place; empty where no kind is kept there. */
  public static Optional<EvidenceKind> of(EntryKey key) {
    int separator = key.kind().indexOf(SEPARATOR);
    Count count = separator < 0 ? Count.ONE : Count.MANY;
    String word = separator < 0 ? key.kind() : key.kind().substring(0, separator);
    if (separator == key.kind().length() - 1) {
      return Optional.empty();
    }
    return Arrays.stream(values())
        .filter(kind -> kind.duty == key.duty() && kind.word.equals(word) && kind.count == count)
        .findFirst();
  }

  /** The kind of this evidence. */
  public static EvidenceKind of(Evidence evidence) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isInstance(evidence))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every evidence has a kind"));
  }

  /** How many entries of a kind one operation may have. */
  private enum Count {
    ONE,
    MANY
  }
}
