package dev.countersign.mask;

import dev.countersign.detect.ValueForm;
import dev.countersign.detect.ValueNet;
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

  /**
   * The answer as the plan lets it leave.
   *
   * @param net the last net, fresh for this answer: what else is withheld
   */
  public static MaskedAnswer mask(RawAnswer raw, MaskingPlan plan, ValueNet net) {
    List<MaskedColumn> columns = new ArrayList<>();
    for (int position = 0; position < raw.columns().size(); position++) {
      RawColumn column = raw.columns().get(position);
      columns.add(
          new MaskedColumn(column.name(), column.typeName(), plan.outputs().covers(position)));
    }
    List<List<Optional<String>>> rows =
        switch (plan.outputs()) {
          case OutputMask.Positions known -> caught(raw, known, net);
          case OutputMask.Everything everything ->
              raw.rows().stream().map(Masker::withheld).toList();
        };
    return new MaskedAnswer(
        columns,
        plan.uses(),
        rows,
        raw.commandTag(),
        raw.affectedRows(),
        raw.truncated(),
        net.withheld());
  }

  /** The rows without what the net recognises; what the plan has masked already is left alone. */
  private static List<List<Optional<String>>> caught(
      RawAnswer raw, OutputMask.Positions known, ValueNet net) {
    List<ValueForm> forms = new ArrayList<>();
    for (int position = 0; position < raw.columns().size(); position++) {
      boolean masked = known.covers(position);
      forms.add(masked ? ValueForm.NONE : ValueForm.of(raw.columns().get(position).typeName()));
    }
    return raw.rows().stream().map(row -> net.pass(forms, row)).toList();
  }

  private static List<Optional<String>> withheld(List<Optional<String>> row) {
    return row.stream().map(value -> Optional.of(WITHHELD)).toList();
  }
}
