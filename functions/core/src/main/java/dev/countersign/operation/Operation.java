package dev.countersign.operation;

import dev.countersign.authenticate.Principal;
import java.time.Instant;
import java.util.List;

/**
 * One requested text on one connection with a purpose. Immutable: what differs in any part is
 * another operation.
 *
 * @param id its name
 * @param connection the door that it asks for
 * @param statement the exact text asked, at most 64 KB of UTF-8
 * @param parameters the positional parameters, {@code $1} first
 * @param asWrite whether the requester asks that it be taken for a write at least, whatever it
 *     looks like
 * @param purpose why the requester wants it, in their words
 * @param session the session that it belongs to; groups, and means nothing to policy
 * @param requester who asks
 * @param requestedAt when it was asked
 */
public record Operation(
    OperationId id,
    ConnectionName connection,
    String statement,
    List<BindValue> parameters,
    boolean asWrite,
    String purpose,
    String session,
    Principal requester,
    Instant requestedAt) {

  public Operation {
    parameters = List.copyOf(parameters);
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Operation[" + id + " on " + connection + "]";
  }
}
