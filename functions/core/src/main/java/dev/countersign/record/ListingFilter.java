package dev.countersign.record;

import dev.countersign.operation.ConnectionName;
import java.time.Instant;
import java.util.Optional;

/**
 * Which operations a list or an export is about. What is empty leaves nothing out.
 *
 * @param who the requester's name in the bundle, or its account as text
 * @param connection the connection
 * @param session the session's label
 * @param outcome where the operation stands
 * @param table a relation that it touches, with or without its schema
 * @param from when it was asked at the earliest
 * @param to before when it was asked
 */
public record ListingFilter(
    Optional<String> who,
    Optional<ConnectionName> connection,
    Optional<String> session,
    Optional<OperationState> outcome,
    Optional<String> table,
    Instant from,
    Instant to) {

  /** Everything that was asked from the one instant until just before the other. */
  public static ListingFilter between(Instant from, Instant to) {
    return new ListingFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        from,
        to);
  }

  /** Whether what lists keep of the operation fits; who asked and how it ended are not judged. */
  public boolean matches(ListedOperation operation) {
    return connection.map(operation.connection()::equals).orElse(true)
        && session.map(operation.session()::equals).orElse(true)
        && table.map(operation::touches).orElse(true);
  }
}
