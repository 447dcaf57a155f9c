package dev.countersign.intake;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Classification;
import dev.countersign.clearance.Unmaskable;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.operation.ConnectionName;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.problem.Remedy;
import dev.countersign.problem.Remedy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A policy's deny as a problem. */
final class Denials {

  private Denials() {}

  /** Whether the caller may not even learn that the connection exists. */
  static boolean isInvisible(Decision.Deny deny) {
    return deny.reason() == DenyReason.NO_CONNECTION;
  }

  /** The same words whether there is no such connection or the caller may not learn of it. */
  static Problem unknownConnection() {
    return Problem.of(
        ProblemType.UNKNOWN_CONNECTION, "there is no such connection, or you may not use it");
  }

  /** The problem of this deny, as far as what is recorded tells it. */
  static Problem problem(
      Decision.Deny deny, Classification classification, ConnectionName connection) {
    ProblemType type =
        switch (deny.reason()) {
          case MASKING -> ProblemType.CANNOT_BE_MASKED;
          case NO_CONTROLLER -> ProblemType.NO_CONTROLLER;
          case NO_CONNECTION -> ProblemType.UNKNOWN_CONNECTION;
          case POLICY_FORBIDS, NOTHING_PERMITS, POLICY_ERROR -> ProblemType.DENIED_BY_POLICY;
        };
    return Problem.of(type, deny.message())
        .coded(deny.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .with(remedies(deny, classification, connection));
  }

  private static List<Remedy> remedies(
      Decision.Deny deny, Classification classification, ConnectionName connection) {
    Remedy catalogue =
        new Remedy(Step.LOOK_AT_CATALOGUE, List.of("/v1/connections/" + connection + "/catalogue"));
    return switch (deny.reason()) {
      case POLICY_FORBIDS -> {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(new Remedy(Step.KEEP_TO_POLICIES, List.copyOf(deny.policies().keySet())));
        remedies.addAll(StatementRemedies.of(classification));
        yield remedies;
      }
      case NOTHING_PERMITS -> {
        List<Remedy> remedies = new ArrayList<>(StatementRemedies.of(classification));
        // Whether a relation that is named exists and may not be used, or is not there at all, is
        // nothing that the caller may tell apart.
        if (!classification.relations().isEmpty()) {
          remedies.add(catalogue);
        }
        yield remedies;
      }
      case MASKING -> List.of(catalogue);
      case NO_CONTROLLER -> List.of(Remedy.of(Step.REGISTER_OWNER));
      case NO_CONNECTION, POLICY_ERROR -> List.of();
    };
  }

  /** The same of a problem with masking, with which columns are in the way. */
  static Problem withColumns(Problem problem, Optional<Unmaskable> unmaskable) {
    List<String> columns =
        unmaskable.stream()
            .flatMap(found -> found.masked().stream())
            .map(ColumnName::toString)
            .toList();
    if (columns.isEmpty()) {
      return problem;
    }
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(new Remedy(Step.MOVE_MASKED_COLUMNS, columns));
    remedies.addAll(problem.remedies());
    return problem.with(remedies);
  }
}
