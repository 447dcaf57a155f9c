package dev.countersign.mask;

import dev.countersign.detect.ValueKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The only form in which an answer leaves. Only {@link Masker} makes one. */
public final class MaskedAnswer {

  private final List<MaskedColumn> columns;
  private final SortedSet<MaskedUse> uses;
  private final List<List<Optional<String>>> rows;
  private final String commandTag;
  private final long affectedRows;
  private final boolean truncated;
  private final SortedMap<ValueKind, Long> withheld;

  MaskedAnswer(
      List<MaskedColumn> columns,
      SortedSet<MaskedUse> uses,
      List<List<Optional<String>>> rows,
      String commandTag,
      long affectedRows,
      boolean truncated,
      SortedMap<ValueKind, Long> withheld) {
    this.columns = List.copyOf(columns);
    this.uses = Collections.unmodifiableSortedSet(new TreeSet<>(uses));
    this.rows = List.copyOf(rows);
    this.commandTag = commandTag;
    this.affectedRows = affectedRows;
    this.truncated = truncated;
    this.withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
  }

  /** The columns, in the answer's order. */
  public List<MaskedColumn> columns() {
    return columns;
  }

  /** Where masks decided over which rows there are, which go together, or in what order. */
  public SortedSet<MaskedUse> uses() {
    return uses;
  }

  /** The rows: one text a column, empty for SQL's NULL. */
  public List<List<Optional<String>>> rows() {
    return rows;
  }

  /** The target's command tag, such as {@code UPDATE 3}. */
  public String commandTag() {
    return commandTag;
  }

  /** How many rows the statement changed or returned, as the target counts. */
  public long affectedRows() {
    return affectedRows;
  }

  /** Whether a cap left rows out. */
  public boolean truncated() {
    return truncated;
  }

  /**
   * How many values were withheld because a detector recognised them, by kind; a kind of which none
   * was found is absent.
   */
  public SortedMap<ValueKind, Long> withheld() {
    return withheld;
  }

  /** The same without its rows, for a store that cannot keep them: it says that it is truncated. */
  public MaskedAnswer withoutRows() {
    return new MaskedAnswer(columns, uses, List.of(), commandTag, affectedRows, true, withheld);
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "MaskedAnswer[" + rows.size() + " rows]";
  }

  /**
   * A column of an answer.
   *
   * @param name the name that the target gives it
   * @param type the type that the target gives it
   * @param masked whether its values are masked, or computed from masked ones
   */
  public record MaskedColumn(String name, String type, boolean masked) {}
}
