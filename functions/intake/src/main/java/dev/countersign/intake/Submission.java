package dev.countersign.intake;

import dev.countersign.operation.BindValue;
import java.util.List;
import java.util.Optional;

/**
 * A decoded request to run a statement.
 *
 * @param connection the connection's name as the route has it
 * @param statement the exact text
 * @param parameters the positional parameters
 * @param asWrite whether it is to be taken for a write at least
 * @param purpose why
 * @param idempotencyKey the client's key
 * @param session the client's label for the session
 */
public record Submission(
    String connection,
    String statement,
    List<BindValue> parameters,
    boolean asWrite,
    String purpose,
    Optional<String> idempotencyKey,
    Optional<String> session) {

  public Submission {
    parameters = List.copyOf(parameters);
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Submission[" + connection + "]";
  }
}
