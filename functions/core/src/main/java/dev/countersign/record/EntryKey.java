package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.Comparator;

/**
 * The place of one entry. It is written once.
 *
 * @param duty who may write it
 * @param operation the operation that it speaks of
 * @param kind its kind, with what tells two of a kind apart behind a {@code #}
 */
public record EntryKey(Duty duty, OperationId operation, String kind)
    implements Comparable<EntryKey> {

  private static final Comparator<EntryKey> ORDER =
      Comparator.comparing(EntryKey::operation)
          .thenComparing(EntryKey::duty)
          .thenComparing(EntryKey::kind);

  /** The partition that it stands in: {@code duty#operation}. */
  public String partition() {
    return duty.key() + "#" + operation;
  }

  @Override
  public int compareTo(EntryKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition() + "/" + kind;
  }
}
