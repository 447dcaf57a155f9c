package dev.countersign.clearance;

/** What deriving a clearance comes to. */
public sealed interface ClearanceVerdict {

  /**
   * The operation may run, once.
   *
   * @param clearance the leave
   */
  record Cleared(Clearance clearance) implements ClearanceVerdict {}

  /**
   * The operation may not run.
   *
   * @param because one line that says what is missing or has changed
   */
  record Withheld(String because) implements ClearanceVerdict {}
}
