package dev.countersign.intake;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Signal;
import dev.countersign.problem.Remedy;
import dev.countersign.problem.Remedy.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What could be changed in a statement, by what is striking in its text alone. What the target's
 * catalogue adds to a classification is left out: it would tell of relations and routines that the
 * caller may not know.
 */
final class StatementRemedies {

  private StatementRemedies() {}

  static List<Remedy> of(Classification classification) {
    List<Remedy> remedies = new ArrayList<>();
    for (Signal signal : classification.signals()) {
      remedy(signal, classification)
          .filter(remedy -> !remedies.contains(remedy))
          .ifPresent(remedies::add);
    }
    return remedies;
  }

  private static Optional<Remedy> remedy(Signal signal, Classification classification) {
    return switch (signal) {
      case SEVERAL_STATEMENTS -> Optional.of(Remedy.of(Step.SEND_ONE_STATEMENT));
      case UNPARSABLE, DYNAMIC_CODE -> Optional.of(Remedy.of(Step.REWRITE_STATEMENT));
      case NO_WHERE -> Optional.of(Remedy.of(Step.ADD_WHERE));
      case LOCKING -> Optional.of(Remedy.of(Step.AVOID_LOCKS));
      case TRANSACTION_CONTROL, SESSION_CONTROL -> Optional.of(Remedy.of(Step.LEAVE_SESSION_ALONE));
      case NOT_ON_ALLOW_LIST ->
          Optional.of(
                  classification.functions().stream()
                      .filter(StatementRemedies::isNotOnTheList)
                      .toList())
              .filter(functions -> !functions.isEmpty())
              .map(functions -> new Remedy(Step.AVOID_FUNCTIONS, functions))
              .or(() -> Optional.of(Remedy.of(Step.REWRITE_STATEMENT)));
      case RELATION_UNKNOWN -> Optional.empty();
    };
  }

  /** A plain call of the function is classified as any statement is. */
  private static boolean isNotOnTheList(String function) {
    String call =
        Arrays.stream(function.split("\\.", -1))
            .map(part -> '"' + part.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(".", "select ", "()"));
    return new Classifier()
        .classify(call, Catalogue.none())
        .signals()
        .contains(Signal.NOT_ON_ALLOW_LIST);
  }
}
