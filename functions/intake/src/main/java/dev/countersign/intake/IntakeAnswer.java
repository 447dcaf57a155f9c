package dev.countersign.intake;

import dev.countersign.decide.Exposure;
import dev.countersign.operation.OperationId;
import dev.countersign.problem.Problem;
import dev.countersign.record.OperationState;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What intake answers to any request. */
public sealed interface IntakeAnswer {

  /**
   * The operation ran, and this is its masked answer.
   *
   * @param operation its name
   * @param document the answer as JSON
   */
  record Ready(OperationId operation, String document) implements IntakeAnswer {

    /** Withheld. */
    @Override
    public String toString() {
      return "Ready[" + operation + "]";
    }
  }

  /**
   * The operation goes on; ask again.
   *
   * @param operation its name
   * @param state where it stands
   * @param exposures where it would use values that are masked for its requester
   */
  record Pending(OperationId operation, OperationState state, SortedSet<Exposure> exposures)
      implements IntakeAnswer {
    public Pending {
      exposures = Collections.unmodifiableSortedSet(new TreeSet<>(exposures));
    }
  }

  /**
   * There is no answer, and none will come.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements IntakeAnswer {}
}
