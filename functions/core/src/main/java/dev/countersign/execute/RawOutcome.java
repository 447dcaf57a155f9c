package dev.countersign.execute;

/** What running a statement on a target comes to. */
public sealed interface RawOutcome {

  /**
   * It ran to its end, and what it changed is durable.
   *
   * @param answer what the target answered
   */
  record Answered(RawAnswer answer) implements RawOutcome {}

  /**
   * It did not run to its end, and nothing was committed.
   *
   * @param fault why, without the target's text
   */
  record Refused(TargetFault fault) implements RawOutcome {}

  /** It was sent and its end is not known: it may have taken effect. */
  record Uncertain() implements RawOutcome {}
}
