package dev.countersign.mask;

/** Ends the planning of a mask; {@link MaskPlanner} turns it into a value. */
final class CannotBeMasked extends Exception {

  private static final long serialVersionUID = 1L;

  private final MaskRefusal refusal;
  private final String sentence;

  CannotBeMasked(MaskRefusal refusal, String sentence) {
    super(sentence);
    this.refusal = refusal;
    this.sentence = sentence;
  }

  MaskRefusal refusal() {
    return refusal;
  }

  String sentence() {
    return sentence;
  }
}
