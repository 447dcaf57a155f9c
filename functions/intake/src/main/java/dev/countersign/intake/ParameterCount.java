package dev.countersign.intake;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.sql.SqlText;
import java.util.Optional;

/**
 * Compares the parameters sent with the placeholders of the statement, before anything is recorded.
 */
final class ParameterCount {

  private ParameterCount() {}

  static Optional<Problem> mismatch(Submission submission) {
    return switch (SqlText.of(submission.statement())) {
      // What cannot be cut into tokens is classified as the worst, and its placeholders are not
      // known.
      case SqlText.Refused refused -> Optional.empty();
      case SqlText.Lexed lexed ->
          mismatch(
              lexed.parameters().isEmpty() ? 0 : lexed.parameters().last(),
              submission.parameters().size());
    };
  }

  private static Optional<Problem> mismatch(int wanted, int given) {
    return wanted == given
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemType.PARAMETERS,
                "the statement has placeholders up to $"
                    + wanted
                    + " and "
                    + given
                    + " parameters came"));
  }
}
