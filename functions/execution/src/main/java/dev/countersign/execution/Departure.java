package dev.countersign.execution;

import dev.countersign.mask.MaskedAnswer;
import dev.countersign.record.StoredResult;
import java.util.Optional;

/**
 * A masked answer on its way out.
 *
 * @param answer what stands in the answer itself
 * @param rows how many rows the requester gets, in the answer or in the object beside it
 * @param result the object beside it, which holds the rows instead
 */
record Departure(MaskedAnswer answer, long rows, Optional<StoredResult> result) {

  /** With its rows in itself. */
  static Departure whole(MaskedAnswer answer) {
    return new Departure(answer, answer.rows().size(), Optional.empty());
  }

  /** Without its rows, which it says. */
  static Departure withoutRows(MaskedAnswer answer) {
    return new Departure(answer.withoutRows(), 0, Optional.empty());
  }
}
