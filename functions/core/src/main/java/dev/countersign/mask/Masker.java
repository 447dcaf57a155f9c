package dev.countersign.mask;

import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.mask.MaskedAnswer.MaskedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the answer that leaves out of the answer that a target gave: the one door between the two.
 */
public final class Masker {

  /** What stands in place of a value that is withheld when the answer comes. */
  public static final String WITHHELD = "***";

  private Masker() {}

  /** The answer as the plan lets it leave. */
  public static MaskedAnswer mask(RawAnswer raw, MaskingPlan plan) {
    List<MaskedColumn> columns = new ArrayList<>();
    for (int position = 0; position < raw.columns().size(); position++) {
      RawColumn column = raw.columns().get(position);
      columns.add(
          new MaskedColumn(column.name(), column.typeName(), plan.outputs().covers(position)));
    }
    List<List<Optional<String>>> rows =
        switch (plan.outputs()) {
          case OutputMask.Positions known -> raw.rows();
          case OutputMask.Everything everything ->
              raw.rows().stream().map(Masker::withheld).toList();
        };
    return new MaskedAnswer(
        columns, plan.uses(), rows, raw.commandTag(), raw.affectedRows(), raw.truncated());
  }

  private static List<Optional<String>> withheld(List<Optional<String>> row) {
    return row.stream().map(value -> Optional.of(WITHHELD)).toList();
  }
}
