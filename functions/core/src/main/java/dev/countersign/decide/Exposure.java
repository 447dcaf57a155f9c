package dev.countersign.decide;

import dev.countersign.catalogue.ColumnName;
import java.util.Comparator;
import java.util.Locale;

/**
 * A place where a write uses the true values of a column that is masked for its requester. A read
 * has none: it sees masks wherever it looks.
 *
 * @param column the labelled column
 * @param place where its values are used
 */
public record Exposure(ColumnName column, Place place) implements Comparable<Exposure> {

  private static final Comparator<Exposure> ORDER =
      Comparator.comparing(Exposure::column).thenComparing(Exposure::place);

  /** What the values decide, and so what may tell of them. */
  public enum Place {
    /**
     * A WHERE of the write or of its ON CONFLICT, and what decides which rows a query in the write
     * gives.
     */
    CONDITION("decides which rows are touched: how many and which they are tells of its values"),
    /** What ON CONFLICT compares. */
    CONFLICT(
        "decides which rows count as there already: how many and which are touched tells of its"
            + " values"),
    /** SET, VALUES or the query of an INSERT. */
    VALUE("decides what is written, so whoever reads that later may learn its values"),
    /**
     * WITH, FROM or USING, of the write or of a query in it: what the rest makes of it may be
     * anything.
     */
    SOURCE(
        "is read for the rest of the write: it may decide which rows are touched, and what is"
            + " written"),
    /** What the write gives back: withheld, but computed. */
    RETURNING(
        "is computed with in RETURNING: that is withheld, but whether it fails tells of its"
            + " values");

    private final String sentence;

    Place(String sentence) {
      this.sentence = sentence;
    }

    /** The word for policies and callers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an approver should know of it, in one sentence without its full stop. */
  public String sentence() {
    return column + " " + place.sentence;
  }

  @Override
  public int compareTo(Exposure other) {
    return ORDER.compare(this, other);
  }
}
