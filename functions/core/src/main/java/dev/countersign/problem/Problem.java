package dev.countersign.problem;

import dev.countersign.operation.OperationId;
import java.util.Optional;

/**
 * Why a caller gets no answer.
 *
 * @param type the reason
 * @param detail one line about this case; never a literal, a row value, a secret or a target's own
 *     text
 * @param operation the operation that it is about
 * @param code a finer, stable word for the case, such as a SQLSTATE or the fault of a token
 */
public record Problem(
    ProblemType type, String detail, Optional<OperationId> operation, Optional<String> code) {

  /** A problem that is about no recorded operation. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Optional.empty(), Optional.empty());
  }

  /** The same, about this operation. */
  public Problem about(OperationId id) {
    return new Problem(type, detail, Optional.of(id), code);
  }

  /** The same, with this code. */
  public Problem coded(String word) {
    return new Problem(type, detail, operation, Optional.of(word));
  }
}
