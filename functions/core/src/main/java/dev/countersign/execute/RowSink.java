package dev.countersign.execute;

/**
 * Takes the rows of an answer that is too large to be held, part by part in their order. What it
 * was given is no answer before the run has come to its end: a run that is refused after all takes
 * all of it back.
 */
public interface RowSink {

  /**
   * Takes the next rows. The part has the answer's columns; what else it says means nothing yet.
   *
   * @return whether it takes more; if not, what is left of the answer is left out
   */
  boolean take(RawAnswer part);

  /** Takes nothing: what cannot be held is left out. */
  static RowSink none() {
    return part -> false;
  }
}
