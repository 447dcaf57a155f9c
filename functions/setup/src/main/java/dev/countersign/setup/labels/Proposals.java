package dev.countersign.setup.labels;

import dev.countersign.bundle.Labels;
import dev.countersign.detect.ValueKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weighs what names, types and values say, and proposes labels for columns that have none. */
final class Proposals {

  /** From here on a proposal is written as a label; below, as a comment to be looked at. */
  static final int LIKELY = 50;

  private static final int BOTH = 99;
  private static final int MOST_VALUES = 90;
  private static final int NAME = 65;
  private static final int NAME_OF_NUMBER = 55;
  private static final int SOME_VALUES = 45;
  private static final int CONTRADICTED = 30;

  private static final double MOST = 0.5;
  private static final int ENOUGH = 20;

  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> FLAGS = Set.of("boolean");
  private static final Set<String> MAY_BE_NUMBERS =
      Set.of("grade", "income", "phone", "card-number", "national-id", "birth-date", "address");

  private Proposals() {}

  /** The proposals for these columns, in their order; what is labelled already is left out. */
  static List<Proposal> of(List<SampledColumn> columns, Labels existing) {
    List<Proposal> proposals = new ArrayList<>();
    for (SampledColumn column : columns) {
      if (existing.of(column.column()).isEmpty()) {
        proposal(column).ifPresent(proposals::add);
      }
    }
    return proposals;
  }

  private static Optional<Proposal> proposal(SampledColumn column) {
    Optional<String> byName = byName(column);
    Optional<Map.Entry<ValueKind, Integer>> most =
        column.recognised().entrySet().stream()
            .max(
                Map.Entry.<ValueKind, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
    if (most.isPresent() && isMost(column, most.get().getValue())) {
      String label = most.get().getKey().word();
      boolean both = byName.equals(Optional.of(label));
      return Optional.of(
          proposal(
              column,
              label,
              both ? BOTH : MOST_VALUES,
              (both ? "its name, and " : "") + share(column, most.get())));
    }
    if (byName.isPresent()) {
      return Optional.of(named(column, byName.get()));
    }
    return most.map(
        entry -> proposal(column, entry.getKey().word(), SOME_VALUES, share(column, entry)));
  }

  private static Optional<String> byName(SampledColumn column) {
    return NamePatterns.label(column.column().relation().name(), column.column().name())
        .filter(label -> !FLAGS.contains(column.type()))
        .filter(label -> !WHOLE_NUMBERS.contains(column.type()) || MAY_BE_NUMBERS.contains(label));
  }

  private static boolean isMost(SampledColumn column, int recognised) {
    return recognised >= MOST * column.sampled();
  }

  private static Proposal named(SampledColumn column, String label) {
    int recognised =
        ValueKind.of(label).map(kind -> column.recognised().getOrDefault(kind, 0)).orElse(0);
    boolean contradicted =
        ValueKind.of(label).isPresent() && column.sampled() >= ENOUGH && recognised == 0;
    if (contradicted) {
      return proposal(
          column,
          label,
          CONTRADICTED,
          "its name, but none of " + column.sampled() + " values looks so");
    }
    boolean number = WHOLE_NUMBERS.contains(column.type());
    return proposal(
        column,
        label,
        number ? NAME_OF_NUMBER : NAME,
        column.readable() ? "its name" : "its name; its values could not be read");
  }

  private static String share(SampledColumn column, Map.Entry<ValueKind, Integer> entry) {
    return "%d of %d values look like %s"
        .formatted(entry.getValue(), column.sampled(), entry.getKey().word());
  }

  private static Proposal proposal(
      SampledColumn column, String label, int confidence, String reason) {
    return new Proposal(column.column(), column.type(), label, confidence, reason);
  }
}
