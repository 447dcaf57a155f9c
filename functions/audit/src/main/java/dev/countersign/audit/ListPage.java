package dev.countersign.audit;

import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.KeptCase;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param filter what was asked for
 * @param rows the operations, newest first
 * @param examined how many operations were looked at to find them
 * @param next the place behind which the list goes on; empty where it is at its end
 */
record ListPage(ListingFilter filter, List<Row> rows, int examined, Optional<String> next) {

  ListPage {
    rows = List.copyOf(rows);
  }

  /**
   * An operation of a list.
   *
   * @param operation what lists keep of it
   * @param requested what was requested; empty where it cannot be read, or is gone
   * @param state where it stands; empty where not everything can be read that decides it
   */
  record Row(
      ListedOperation operation,
      Optional<Evidence.Requested> requested,
      Optional<OperationState> state) {

    /** The row of an operation whose entries, of which there is at most one each, are these. */
    static Row of(ListedOperation operation, KeptCase outline) {
      CaseFile file = outline.file();
      boolean whole = outline.unreadable().isEmpty() && !file.isEmpty();
      return new Row(
          operation, file.requested(), whole ? Optional.of(file.state()) : Optional.empty());
    }
  }
}
