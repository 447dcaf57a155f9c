package dev.countersign.intake;

import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;

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

  static Problem problem(Decision.Deny deny) {
    ProblemType type =
        switch (deny.reason()) {
          case MASKING -> ProblemType.CANNOT_BE_MASKED;
          case NO_CONTROLLER -> ProblemType.NO_CONTROLLER;
          case NO_CONNECTION -> ProblemType.UNKNOWN_CONNECTION;
          case POLICY_FORBIDS, NOTHING_PERMITS, POLICY_ERROR -> ProblemType.DENIED_BY_POLICY;
        };
    Problem problem = Problem.of(type, deny.message());
    return deny.policies().isEmpty()
        ? problem
        : problem.coded(String.join(",", deny.policies().keySet()));
  }
}
