package dev.countersign.mask;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.decide.Exposure;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What runs in place of the asked text, so that what the caller may not know is masked before the
 * target's query sees it.
 *
 * @param text the exact text that will run
 * @param labels the labelled columns of the relations touched, each with its label
 * @param masked the columns that are masked for this caller
 * @param outputs which columns of the answer are masked, or computed from masked ones
 * @param uses where masked columns decide over more than the values of an answer's columns
 * @param exposures where a write uses the true values of masked columns; with any of them the whole
 *     answer is withheld
 * @param keyed whether the text takes the key of the connection's masks, as two parameters behind
 *     the client's
 */
public record MaskingPlan(
    String text,
    SortedSet<LabelledColumn> labels,
    SortedSet<ColumnName> masked,
    OutputMask outputs,
    SortedSet<MaskedUse> uses,
    SortedSet<Exposure> exposures,
    boolean keyed) {

  public MaskingPlan {
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
    uses = Collections.unmodifiableSortedSet(new TreeSet<>(uses));
    exposures = Collections.unmodifiableSortedSet(new TreeSet<>(exposures));
  }

  /** A plan whose text takes no key. */
  public MaskingPlan(
      String text,
      SortedSet<LabelledColumn> labels,
      SortedSet<ColumnName> masked,
      OutputMask outputs,
      SortedSet<MaskedUse> uses,
      SortedSet<Exposure> exposures) {
    this(text, labels, masked, outputs, uses, exposures, false);
  }

  /**
   * What a reader of the text should know of its last two parameters; empty where it takes no key.
   *
   * @param parameters how many the requester sent
   */
  public Optional<String> sentenceOfKey(int parameters) {
    return keyed
        ? Optional.of(
            "$%d and $%d are the key of the masks. Execution binds it; no record holds it."
                .formatted(parameters + 1, parameters + 2))
        : Optional.empty();
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "MaskingPlan[masked=" + masked + "]";
  }
}
