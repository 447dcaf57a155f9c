package dev.countersign.mask;

/** What planning a mask comes to. */
public sealed interface MaskVerdict {

  /**
   * The operation can be masked.
   *
   * @param plan how
   */
  record Planned(MaskingPlan plan) implements MaskVerdict {}

  /**
   * The operation cannot surely be masked, so it does not run.
   *
   * @param cause the kind of reason
   * @param message one line that says what the caller could change; never a literal of the text
   */
  record Refused(MaskRefusal cause, String message) implements MaskVerdict {}
}
