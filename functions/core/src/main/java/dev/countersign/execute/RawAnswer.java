package dev.countersign.execute;

import java.util.List;
import java.util.Optional;

/**
 * What a target answered, before masking. It never leaves: only a masked answer does.
 *
 * @param columns the columns, in the answer's order
 * @param rows the rows: one text a column, empty for SQL's NULL
 * @param commandTag the target's command tag, such as {@code UPDATE 3}; empty where it is not
 *     known, which can be so for a write that returned very many rows
 * @param affectedRows how many rows the target says it returned or changed
 * @param truncated whether a cap left rows out
 */
public record RawAnswer(
    List<RawColumn> columns,
    List<List<Optional<String>>> rows,
    String commandTag,
    long affectedRows,
    boolean truncated) {

  public RawAnswer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A column of a raw answer.
   *
   * @param name the name that the target gives it
   * @param typeName the type that the target gives it
   */
  public record RawColumn(String name, String typeName) {}

  /** Withheld. */
  @Override
  public String toString() {
    return "RawAnswer[" + rows.size() + " rows]";
  }
}
