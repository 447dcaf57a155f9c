package dev.countersign.record;

/**
 * A recorded end with the answer that goes with it.
 *
 * @param end the entry that says that it ran
 * @param answer the masked answer, of the digest that the entry names
 */
public record Delivery(Entry end, StoredAnswer answer) {

  /**
   * The two, if they belong together.
   *
   * @throws UnreadableEvidence if the entry names another answer
   */
  public Delivery {
    if (!(EvidenceCodec.decode(end) instanceof Evidence.Finished finished)
        || !finished.answer().equals(answer.digest())) {
      throw new UnreadableEvidence(
          end.key(), new IllegalArgumentException("the stored answer is not the recorded one"));
    }
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "Delivery[" + end.key() + "]";
  }
}
