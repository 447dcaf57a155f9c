package dev.countersign.execute;

import java.util.Optional;

/**
 * What a dry run came to: a change that was run in a transaction which was rolled back. With
 * neither a number nor a reason it was begun, and what became of it is not known, but for this: it
 * was never committed.
 *
 * @param rows how many rows the change itself touched: those that triggers, rules or cascades
 *     changed are not among them
 * @param fault why it did not come to its end
 */
public record DryRun(Optional<Long> rows, Optional<TargetFault> fault) {

  public DryRun {
    if (rows.isPresent() && fault.isPresent()) {
      throw new IllegalArgumentException("what came to its end has no fault");
    }
  }

  /** One that was begun, and of which nothing more is known. */
  public static DryRun begun() {
    return new DryRun(Optional.empty(), Optional.empty());
  }
}
