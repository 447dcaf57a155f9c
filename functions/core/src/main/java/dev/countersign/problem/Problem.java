package dev.countersign.problem;

import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;

/**
 * Why a caller gets no answer.
 *
 * @param type the reason
 * @param detail one line about this case; never a literal, a row value, a secret or a target's own
 *     text
 * @param operation the operation that it is about
 * @param code a finer, stable word for the case, such as a SQLSTATE or the fault of a token
 * @param remedies what the caller could change, as far as that is known
 */
public record Problem(
    ProblemType type,
    String detail,
    Optional<OperationId> operation,
    Optional<String> code,
    List<Remedy> remedies) {

  public Problem {
    remedies = List.copyOf(remedies);
  }

  /** A problem that is about no recorded operation. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Optional.empty(), Optional.empty(), List.of());
  }

  /** The same, about this operation. */
  public Problem about(OperationId id) {
    return new Problem(type, detail, Optional.of(id), code, remedies);
  }

  /** The same, with this code. */
  public Problem coded(String word) {
    return new Problem(type, detail, operation, Optional.of(word), remedies);
  }

  /** The same, with these remedies. */
  public Problem with(List<Remedy> all) {
    return new Problem(type, detail, operation, code, all);
  }
}
