package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of entry: who writes each, in which stage, and what it is called. */
public enum EvidenceKind {
  REQUESTED("requested", Duty.INTAKE, Stage.DECIDE, Evidence.Requested.class),
  REQUESTER_CONTROLLER(
      "controller", Duty.INTAKE, Stage.AUTHENTICATE, Evidence.RequesterController.class),
  CANCELLED("cancelled", Duty.INTAKE, Stage.APPROVE, Evidence.Cancelled.class),
  STOP_ASKED("stop-asked", Duty.INTAKE, Stage.EXECUTE, Evidence.StopAsked.class),
  COLLECTED("collected", Duty.INTAKE, Stage.MASK, Evidence.Collected.class),
  NOTIFIED("notified", Duty.APPROVAL, Stage.APPROVE, Evidence.Notified.class),
  VOTED("voted", Duty.APPROVAL, Stage.APPROVE, Evidence.Voted.class),
  VOTER_CONTROLLER("controller", Duty.APPROVAL, Stage.APPROVE, Evidence.VoterController.class),
  APPROVED("approved", Duty.APPROVAL, Stage.APPROVE, Evidence.Approved.class),
  REFUSED("refused", Duty.APPROVAL, Stage.APPROVE, Evidence.Refused.class),
  EXPIRED("expired", Duty.APPROVAL, Stage.APPROVE, Evidence.Expired.class),
  VOIDED("voided", Duty.EXECUTION, Stage.EXECUTE, Evidence.Voided.class),
  STARTED("started", Duty.EXECUTION, Stage.EXECUTE, Evidence.Started.class),
  FINISHED("finished", Duty.EXECUTION, Stage.MASK, Evidence.Finished.class),
  FAILED("failed", Duty.EXECUTION, Stage.EXECUTE, Evidence.Failed.class),
  UNKNOWN("unknown", Duty.EXECUTION, Stage.EXECUTE, Evidence.Unknown.class);

  private final String word;
  private final Duty duty;
  private final Stage stage;
  private final Class<? extends Evidence> type;

  EvidenceKind(String word, Duty duty, Stage stage, Class<? extends Evidence> type) {
    this.word = word;
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

  /** The place of the one entry of this kind. */
  public EntryKey key(OperationId operation) {
    return new EntryKey(duty, operation, word);
  }

  /** The place of the entry of this kind that this word tells apart from others of the kind. */
  public EntryKey key(OperationId operation, String word) {
    return new EntryKey(duty, operation, this.word + "#" + word);
  }

  /** The kind of an entry at this place; empty where no kind is kept there. */
  public static Optional<EvidenceKind> of(EntryKey key) {
    String word =
        key.kind().contains("#") ? key.kind().substring(0, key.kind().indexOf('#')) : key.kind();
    return Arrays.stream(values())
        .filter(kind -> kind.duty == key.duty() && kind.word.equals(word))
        .findFirst();
  }

  /** The kind of this evidence. */
  public static EvidenceKind of(Evidence evidence) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isInstance(evidence))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every evidence has a kind"));
  }
}
