package dev.countersign.audit;

import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.ListingFilter;
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
   * @param outline its entries of which there is at most one each
   */
  record Row(ListedOperation operation, CaseFile outline) {

    Evidence.Requested requested() {
      return outline
          .requested()
          .orElseThrow(() -> new IllegalStateException("what is listed was requested"));
    }
  }
}
