package dev.countersign.record;

import java.util.Optional;

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

  /** Where the rows are, if they do not stand in the answer. */
  public Optional<StoredResult> result() {
    return EvidenceCodec.decode(end) instanceof Evidence.Finished finished
        ? finished.result()
        : Optional.empty();
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "Delivery[" + end.key() + "]";
  }
}
