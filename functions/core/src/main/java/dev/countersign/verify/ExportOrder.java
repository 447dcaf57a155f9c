package dev.countersign.verify;

import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where an operation stands in an export: by the time of its request, which is how the store sorts
 * its lists, then by its id.
 */
public record ExportOrder(Instant requestedAt, OperationId operation)
    implements Comparable<ExportOrder> {

  private static final Comparator<ExportOrder> ORDER =
      Comparator.comparing(ExportOrder::requestedAt).thenComparing(ExportOrder::operation);

  /** Where this operation stands. */
  public static ExportOrder of(Operation operation) {
    return new ExportOrder(operation.requestedAt(), operation.id());
  }

  @Override
  public int compareTo(ExportOrder other) {
    return ORDER.compare(this, other);
  }
}
